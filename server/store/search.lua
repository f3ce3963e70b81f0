-- Search: sorted sets whose members are `word:time:id`, all at one score, so that a word's newest come by range.
-- This text follows inbox.lua in one library. Nothing here writes, and one call looks at a bounded number of entries.

-- How many words one beginning may stand for, and how many entries of a word are read at once.
local MOST_SPELLINGS, CHUNK = 30, 64

-- The word of an entry: what stands before the last two colons.
local function word_of(entry)
  return string.match(entry, '^(.*):[^:]*:[^:]*$')
end

-- All words that begin so and are in the set; the second is true if there are more.
local function spellings(key, start)
  local found, from = {}, '[' .. start
  while #found < MOST_SPELLINGS do
    local entry = redis.call('ZRANGE', key, from, '+', 'BYLEX', 'LIMIT', 0, 1)[1]
    local word = entry and word_of(entry)
    if not word or string.sub(word, 1, #start) ~= start then return found, false end
    found[#found + 1] = word
    from = '[' .. word .. ';'
  end
  return found, true
end

-- Everything of a word between two times, as the bounds of a range; `below` is exclusive.
local function bounds(word, since, below)
  return '[' .. word .. ':' .. since, below == '' and '(' .. word .. ';' or '(' .. word .. ':' .. below
end

-- A term of this one set: its words, and how many entries they have in the times asked for.
local function resolve(key, term, since, below)
  local words, known, cost, cut = {}, {}, 0, false
  for _, word in ipairs(term.words) do
    local found, more = {word}, false
    if string.sub(word, -1) == '*' then found, more = spellings(key, string.sub(word, 1, -2)) end
    if more then found[#found + 1] = string.sub(word, 1, -2) end
    cut = cut or more
    for _, one in ipairs(found) do
      local low, high = bounds(one, since, below)
      local count = redis.call('ZLEXCOUNT', key, low, high)
      if count > 0 and not known[one] then
        known[one], words[#words + 1], cost = true, one, cost + count
      end
    end
  end
  return {words = words, cost = cost, without = term.without}, cut
end

-- The entries of one word from the newest on, read as they are asked for.
local function stream(key, word, since, below)
  local low, high = bounds(word, since, below)
  local entries, at, ended = {}, 1, false
  return function()
    if at > #entries and not ended then
      entries, at = redis.call('ZRANGE', key, high, low, 'BYLEX', 'REV', 'LIMIT', 0, CHUNK), 1
      ended = #entries < CHUNK
      if #entries > 0 then high = '(' .. entries[#entries] end
    end
    local entry = entries[at]
    at = at + 1
    return entry and string.sub(entry, #word + 2)
  end
end

-- The places of several words merged, newest first, each once.
local function merged(key, words, since, below)
  local streams, heads = {}, {}
  for i, word in ipairs(words) do
    streams[i] = stream(key, word, since, below)
    heads[i] = streams[i]()
  end
  return function()
    local newest
    for i = 1, #streams do
      if heads[i] and (not newest or heads[i] > newest) then newest = heads[i] end
    end
    for i = 1, #streams do
      if newest and heads[i] == newest then heads[i] = streams[i]() end
    end
    return newest
  end
end

-- Whether the conversation of a place stands in one of some lists; the second is how often was looked.
local function is_given(lists, place)
  local id = string.match(place, ':(.*)$')
  for looks, list in ipairs(lists) do
    if redis.call('ZSCORE', list, id) then return true, looks end
  end
  return false, #lists
end

-- Whether all other terms hold at a place; the second is how often was looked.
local function fits(key, terms, driver, place, lists)
  local looks = 0
  if lists then
    local given
    given, looks = is_given(lists, place)
    if not given then return false, looks end
  end
  for _, term in ipairs(terms) do
    if term ~= driver then
      local there = false
      for _, word in ipairs(term.words) do
        looks = looks + 1
        there = redis.call('ZSCORE', key, word .. ':' .. place) ~= false
        if there then break end
      end
      if there == term.without then return false, looks end
    end
  end
  return true, looks
end

-- The terms as this set has them, and the rarest of those that must be there; none if nothing can fit.
local function prepared(key, asked)
  local terms, driver, cut = {}, nil, false
  for _, term in ipairs(asked.terms) do
    local made, more = resolve(key, term, asked.since, asked.below)
    cut = cut or more
    if not made.without then
      if made.cost == 0 then return terms, nil, cut end
      if not driver or made.cost < driver.cost then driver = made end
    end
    if made.cost > 0 or not made.without then terms[#terms + 1] = made end
  end
  return terms, driver, cut
end

-- Looks through one set: matching places, how far it came (nil: to the end), whether words were left out.
local function search_one(key, asked, budget, lists)
  local terms, driver, cut = prepared(key, asked)
  local found = {}
  if not driver then return found, nil, cut end
  local next_place = merged(key, driver.words, asked.since, asked.below)
  local place = next_place()
  while place do
    local good, looks = fits(key, terms, driver, place, lists)
    budget = budget - looks - 1
    if good then found[#found + 1] = place end
    if #found >= asked.limit or budget <= 0 then return found, place, cut end
    place = next_place()
  end
  return found, nil, cut
end

local function parse_search(args)
  local asked = {
    limit = whole(args[1], 'limit'), budget = whole(args[2], 'budget'), since = args[3], below = args[4], terms = {},
    narrowed = whole(args[5], 'number of sets'), given = whole(args[6], 'number of lists'),
  }
  local at = 8
  for _ = 1, whole(args[7], 'number of terms') do
    local term = {without = args[at] == '-', words = {}}
    local count = whole(args[at + 1], 'number of words')
    for i = 1, count do term.words[i] = args[at + 1 + i] end
    at = at + 2 + count
    asked.terms[#asked.terms + 1] = term
  end
  return asked
end

-- KEYS: the sets to search, then lists of what was given to the reader.
-- ARGV: limit, budget (entries looked at), since, below (times or places, '' for none), how many of the last sets show only
--       what stands in a list, how many lists, n, n × ('+' or '-', words, word…); a word that ends in * is a beginning.
-- Returns {[places `time:id`, newest first], how far everything was looked through ('': to the end), 1 if a
-- beginning stands for more words than are looked for}.
local function search(keys, args)
  local asked = parse_search(args)
  local sets, lists = #keys - asked.given, {}
  for i = sets + 1, #keys do lists[#lists + 1] = keys[i] end
  local budget, places, seen, reach, left_out = math.ceil(asked.budget / sets), {}, {}, '', 0
  for i = 1, sets do
    local found, came, cut = search_one(keys[i], asked, budget, i > sets - asked.narrowed and lists or nil)
    if came and came > reach then reach = came end
    if cut then left_out = 1 end
    for _, place in ipairs(found) do
      if not seen[place] then seen[place], places[#places + 1] = true, place end
    end
  end
  table.sort(places, function(one, other) return one > other end)
  local shown = {}
  for _, place in ipairs(places) do
    if place < reach then break end
    if #shown == asked.limit then return {shown, shown[#shown], left_out} end
    shown[#shown + 1] = place
  end
  return {shown, reach, left_out}
end

redis.register_function{function_name = 'inbox_1_search', callback = search, flags = {'no-writes'}}
