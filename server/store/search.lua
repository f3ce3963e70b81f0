-- Search: sorted sets whose members are `word:time:id`, all at one score, so that a word's newest come by range.
-- This text follows inbox.lua in one library. Nothing here writes, and one call looks at a bounded number of entries.

-- How many words one beginning may stand for and all of a call share, how many entries finding one of them is worth, how
-- many entries of a word are read at once, how many of left out words a call looks at, and the sign of what was given.
local MOST_SPELLINGS, ALL_SPELLINGS, SPELLING, CHUNK, MOST_LOOKED, GIVEN = 30, 100, 10, 64, 128, '+'

-- The word of an entry: what stands before the last two colons.
local function word_of(entry)
  return string.match(entry, '^(.*):[^:]*:[^:]*$')
end

-- All words that begin so and are in the set; the second is where more of them stand, nil if there are none.
local function spellings(key, start, asked)
  local found, from = {}, '[' .. start
  local most = math.min(MOST_SPELLINGS, math.max(2, math.floor(asked.spellings / asked.beginnings)))
  asked.beginnings = math.max(1, asked.beginnings - 1)
  while #found < most do
    asked.spellings = asked.spellings - 1
    local entry = redis.call('ZRANGE', key, from, '+', 'BYLEX', 'LIMIT', 0, 1)[1]
    local word = entry and word_of(entry)
    if not word or string.sub(word, 1, #start) ~= start then return found, nil end
    found[#found + 1] = word
    from = '[' .. word .. ';'
  end
  return found, from
end

-- Everything of a word between two times, as the bounds of a range; `below` is exclusive.
local function bounds(word, since, below)
  return '[' .. word .. ':' .. since, below == '' and '(' .. word .. ';' or '(' .. word .. ':' .. below
end

-- Whether the conversation of a place stands in one of some lists of ids; the second is how often was looked.
local function is_shown(lists, place)
  local id = string.match(place, ':(.*)$')
  for looks, list in ipairs(lists) do
    if redis.call('ZSCORE', list, id) then return true, looks end
  end
  return false, #lists
end

-- Of the words that begin so and were left out, some of what the reader sees: of others they may not hear, not even as a number.
local function shown_words(key, start, from, asked)
  local found, known = {}, {}
  local entries = redis.call('ZRANGE', key, from, '(' .. start .. '\255', 'BYLEX', 'LIMIT', 0, asked.looked)
  asked.looked = asked.looked - #entries
  for _, entry in ipairs(entries) do
    local word = word_of(entry)
    if #found < MOST_SPELLINGS and not known[word] and is_shown(asked.shown, string.sub(entry, #word + 2)) then
      known[word], found[#found + 1] = true, word
    end
  end
  return found
end

-- A term of this one set: its words, and how many entries they have in the times asked for; the second is true if words
-- were left out, which is said only of a set that the reader sees all of. Of one of which they see what was given to them
-- (`lists`) none may be: nil where that would be.
local function resolve(key, term, asked, lists)
  local sources, known, cost, cut = {}, {}, 0, false
  for _, word in ipairs(term.words) do
    local found, more = {word}, nil
    local start = string.sub(word, -1) == '*' and string.sub(word, 1, -2)
    if start then found, more = spellings(key, start, asked) end
    if more and lists then return nil, false end
    if more then
      for _, one in ipairs(asked.shown and shown_words(key, start, more, asked) or {}) do found[#found + 1] = one end
      found[#found + 1] = start
      cut = not asked.shown
    end
    for _, one in ipairs(found) do
      local low, high = bounds(one, asked.since, asked.below)
      local count = redis.call('ZLEXCOUNT', key, low, high)
      if count > 0 and not known[one] then
        known[one], sources[#sources + 1], cost = true, {key = key, word = one}, cost + count
      end
    end
  end
  return {sources = sources, cost = cost, without = term.without}, cut
end

-- The entries of one word of a set from the newest on, read as they are asked for.
local function stream(source, since, below, chunk)
  local key, word = source.key, source.word
  local low, high = bounds(word, since, below)
  local entries, at, ended = {}, 1, false
  return function()
    if at > #entries and not ended then
      entries, at = redis.call('ZRANGE', key, high, low, 'BYLEX', 'REV', 'LIMIT', 0, chunk), 1
      ended = #entries < chunk
      if #entries > 0 then high = '(' .. entries[#entries] end
    end
    local entry = entries[at]
    at = at + 1
    return entry and string.sub(entry, #word + 2)
  end
end

-- The places of several words merged, newest first, each once.
local function merged(sources, since, below)
  if #sources == 1 then return stream(sources[1], since, below, CHUNK) end
  local streams, heads = {}, {}
  for i, source in ipairs(sources) do
    streams[i] = stream(source, since, below, CHUNK / 4)
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

-- Whether one of some words stands at a place; the second is how often was looked.
local function stands(sources, place)
  for looks, source in ipairs(sources) do
    if redis.call('ZSCORE', source.key, source.word .. ':' .. place) then return true, looks end
  end
  return false, #sources
end

-- Whether it is shown to the reader and all other terms hold at a place; the second is how often was looked.
local function fits(terms, driver, place, shown)
  local good, looks = true, 0
  if shown then good, looks = is_shown(shown, place) end
  if not good then return false, looks end
  for _, term in ipairs(terms) do
    if term ~= driver then
      local there, more = stands(term.sources, place)
      looks = looks + more
      if there == term.without then return false, looks end
    end
  end
  return true, looks
end

-- What was given to the reader, as a term: it stands in their own sets and their teams', at GIVEN.
local function given_in(lists, since, below)
  local term = {sources = {}, cost = 0, without = false}
  local low, high = bounds(GIVEN, since, below)
  for _, list in ipairs(lists) do
    local count = redis.call('ZLEXCOUNT', list, low, high)
    if count > 0 then
      term.sources[#term.sources + 1], term.cost = {key = list, word = GIVEN}, term.cost + count
    end
  end
  return term
end

-- The terms as this set has them, those that rule out most first, and the rarest of those that must be there (none if
-- nothing can fit). One that stands for too many words of what others see is left to the records.
local function prepared(key, asked, lists)
  local terms, driver, cut = lists and {given_in(lists, asked.since, asked.below)} or {}, nil, false
  if lists and terms[1].cost == 0 then return terms, nil, cut end
  for _, term in ipairs(asked.terms) do
    local made, more = resolve(key, term, asked, lists)
    cut = cut or more
    if not made then
      asked.loose = 1
    elseif not made.without and made.cost == 0 then
      return terms, nil, cut
    elseif made.cost > 0 then
      terms[#terms + 1] = made
    end
  end
  table.sort(terms, function(one, other)
    if one.without ~= other.without then return other.without end
    return one.cost < other.cost
  end)
  if terms[1] and not terms[1].without then driver = terms[1] end
  return terms, driver, cut
end

-- Looks through one set: matching places, how far it came (nil: to the end), whether words were left out.
local function search_one(key, asked, budget, lists)
  local left = asked.spellings
  local terms, driver, cut = prepared(key, asked, lists)
  budget = math.max(CHUNK, budget - SPELLING * (left - asked.spellings))
  local found = {}
  if not driver then return found, nil, cut end
  local next_place = merged(driver.sources, asked.since, asked.below)
  local place = next_place()
  while place do
    local good, looks = fits(terms, driver, place, asked.shown)
    budget = budget - looks - math.ceil(#driver.sources / 8)
    if good then found[#found + 1] = place end
    if #found >= asked.limit or budget <= 0 then return found, place, cut end
    place = next_place()
  end
  return found, nil, cut
end

local function parse_search(args)
  local asked = {
    limit = whole(args[1], 'limit'), budget = whole(args[2], 'budget'), since = args[3], below = args[4], terms = {},
    narrowed = whole(args[5], 'number of sets'), given = whole(args[6], 'number of sets'),
    listed = whole(args[7], 'number of lists'), spellings = ALL_SPELLINGS, beginnings = 0,
    looked = MOST_LOOKED, loose = 0,
  }
  local at = 9
  for _ = 1, whole(args[8], 'number of terms') do
    local term = {without = args[at] == '-', words = {}}
    local count = whole(args[at + 1], 'number of words')
    for i = 1, count do
      term.words[i] = args[at + 1 + i]
      if string.sub(term.words[i], -1) == '*' then asked.beginnings = asked.beginnings + 1 end
    end
    at = at + 2 + count
    asked.terms[#asked.terms + 1] = term
  end
  return asked
end

-- The last keys, taken off the list of them; nil for none.
local function last(keys, count)
  local found = {}
  for i = count, 1, -1 do found[i] = table.remove(keys) end
  return count > 0 and found or nil
end

-- KEYS: the sets to search, then those with what was given to the reader, then lists of the ids that alone are shown (none:
-- all), then directory_version and workspace.
-- ARGV: limit, budget (entries looked at), since, below (times or places, '' for none), how many of the last sets show only
--       what was given to the reader, how many sets say what, how many lists, n, n × ('+' or '-', words, word…); a word that ends in * is a beginning.
-- Returns {[places `time:id`, newest first], how far everything was looked through ('': to the end), 1 if a
-- beginning stands for more words than are looked for, the directory's version, how the index was
-- made, and that of comments, 1 if the records are to say of what was given to the reader which words it has}.
local function search(keys, args)
  local workspace, version = table.remove(keys), redis.call('GET', table.remove(keys)) or ''
  local shapes = redis.call('HMGET', workspace, 'search', 'search_comments')
  local asked = parse_search(args)
  asked.shown = last(keys, asked.listed)
  local lists = last(keys, asked.given) or {}
  local sets = #keys
  asked.beginnings = math.max(1, asked.beginnings * sets)
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
    if #shown == asked.limit then reach = shown[#shown]; break end
    shown[#shown + 1] = place
  end
  return {shown, reach, left_out, version, shapes[1] or '', shapes[2] or '', asked.loose}
end

-- KEYS: conversations.  Returns their versions and records, flat, '' for what is not there.
local function records(keys)
  local found = {}
  for _, key in ipairs(keys) do
    local head = redis.call('HMGET', key, 'version', 'record')
    found[#found + 1], found[#found + 2] = head[1] or '', head[2] or ''
  end
  return found
end

redis.register_function{function_name = 'inbox_1_records', callback = records, flags = {'no-writes'}}
redis.register_function{function_name = 'inbox_1_search', callback = search, flags = {'no-writes'}}
