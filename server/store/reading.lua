-- How a conversation is read, and who has it before them.

local function newest(command, key, limit)
  if limit == '0' then return {} end
  return redis.call(command, key, -whole(limit, 'limit'), -1)
end

-- KEYS: conversation, comment_ids, comments, activity, messages, presence, message.  ARGV: comment limit, activity limit.
-- Returns {ms, version, record, comments in all, [newest comments], activity in all, [newest activity],
--          messages in all, [presence], [message]}; lists run from oldest to newest, hashes are flat.
local function view(keys, args)
  local head = redis.call('HMGET', keys[1], 'version', 'record')
  local ids = newest('ZRANGE', keys[2], args[1])
  local comments = {}
  if #ids > 0 then comments = redis.call('HMGET', keys[3], unpack(ids)) end
  return {
    now(), head[1] or '', head[2] or '', redis.call('ZCARD', keys[2]), comments,
    redis.call('LLEN', keys[4]), newest('LRANGE', keys[4], args[2]),
    redis.call('ZCARD', keys[5]), redis.call('HGETALL', keys[6]), redis.call('HGETALL', keys[7]),
  }
end

-- Splits an entry `until|written|since|client|mode` of the presence hash.
local function entry_of(text)
  local ends, written, since, doing = string.match(text, '^(%d+)|(%d+)|(%d+)|(.+)$')
  return tonumber(ends), tonumber(written), tonumber(since), doing
end

local function forget_expired(key, at)
  local flat = redis.call('HGETALL', key)
  for i = 1, #flat, 2 do
    local ends = entry_of(flat[i + 1])
    if not ends or ends <= at then redis.call('HDEL', key, flat[i]) end
  end
end

local RANK = {viewing = 1, composing = 2, sending = 3}

local function rank(doing)
  return doing and RANK[string.match(doing, '|(%a+)$')] or 0
end

-- The newest comings and goings; a listener that missed some loses nothing, the presence hash has the truth (D6).
local function tell(feed, conversation, agent, doing)
  redis.call('XADD', feed, 'MAXLEN', '~', 1000, '*', 'conversation', conversation, 'agent', agent, 'doing', doing)
end

-- Notes that an agent is here; `args`: agent, client|mode, lasts ms, least ms between two writes, conversation.
-- A beat that says nothing new and comes early writes nothing at all; looking does not hide that the same agent is
-- writing in another window.
local function note(presence, feed, args)
  local at, agent, doing = now(), args[1], args[2]
  local lasts, interval = whole(args[3], 'duration'), whole(args[4], 'interval')
  forget_expired(presence, at)
  local since, before = at, redis.call('HGET', presence, agent)
  local last, was, _
  if before then _, last, since, was = entry_of(before) end
  if was ~= doing then since = at end
  if rank(doing) >= rank(was) and (was ~= doing or at - last >= interval) then
    redis.call('HSET', presence, agent, string.format('%d|%d|%d|%s', at + lasts, at, since, doing))
    if redis.call('PTTL', presence) < lasts then redis.call('PEXPIRE', presence, lasts) end
    if was ~= doing then tell(feed, args[5], agent, doing) end
  end
end

-- KEYS: presence, the presence feed.  ARGV: agent, the mode that ends, conversation.  Returns 1 if an entry went.
local function leave(keys, args)
  local before = redis.call('HGET', keys[1], args[1])
  if not before or string.match(before, '|(%a+)$') ~= args[2] then return 0 end
  redis.call('HDEL', keys[1], args[1])
  tell(keys[2], args[3], args[1], '')
  return 1
end

local function newest_of(keys, from, limit)
  local found = {}
  for i = from, #keys do found[#found + 1] = redis.call('ZRANGE', keys[i], -whole(limit, 'limit'), -1) end
  return found
end

-- KEYS: as view, then request, directory_version, then the lists of the same sender.
-- ARGV: as view, then how many of each sender list.
-- Returns what view returns, then the request's result, the directory's version and the newest of each sender list.
local function read(keys, args)
  local answer = view(keys, args)
  answer[11] = redis.call('GET', keys[8]) or ''
  answer[12] = redis.call('GET', keys[9]) or ''
  answer[13] = newest_of(keys, 10, args[3])
  return answer
end

-- KEYS: as read, then the agent's mentions, the presence feed and what agents have seen.
-- ARGV: as read, then as note, then 1 if the agent now sees all of it.
-- A reader opens a conversation: their presence is noted (unless it is to last 0 ms), and they get what read returns,
-- and how many lines of activity they had seen before.
local function open(keys, args)
  local seen, feed, mentions = table.remove(keys), table.remove(keys), table.remove(keys)
  local agent = args[4]
  if redis.call('EXISTS', keys[1]) == 0 then return read(keys, args) end
  if args[6] ~= '0' then note(keys[6], feed, {agent, args[5], args[6], args[7], args[8]}) end
  redis.call('ZREM', mentions, args[8])
  local answer = read(keys, args)
  answer[14] = redis.call('HGET', seen, agent) or ''
  if args[9] == '1' and answer[14] ~= tostring(answer[6]) then redis.call('HSET', seen, agent, answer[6]) end
  return answer
end

-- KEYS: what a Gmail id stands for.  ARGV: as read, then the keys of read as names with <c>, <m> and <s> in the places
-- of the conversation, the message and the sender that are remembered. All of them are of the workspace of the one key,
-- so they share its slot.  Returns the directory's version alone for an id that is not known, else what read returns and
-- then what was remembered.
local function find(keys, args)
  local known = redis.call('GET', keys[1])
  if not known then return {redis.call('GET', args[12]) or ''} end
  local conversation, message, sender = string.match(known, '^(%S+) (%S+) (%S+)$')
  local parts, names = {c = conversation, m = message, s = sender}, {}
  for i = 4, #args do names[i - 3] = string.gsub(args[i], '<([cms])>', parts) end
  local answer = read(names, args)
  answer[14] = known
  return answer
end

-- KEYS: the presence feed, then of each look: presence, the agent's mentions, what agents have seen, conversation.
-- ARGV: least ms between two writes, then of each look: agent, client|mode, lasts ms (0: not told to others),
-- conversation, its version, lines of activity.
-- Agents had conversations before them a moment ago. A mention of which they may not have seen the comment yet, because
-- the conversation has changed since, stays until they look again.
local function looked(keys, args)
  for i = 0, (#keys - 1) / 4 - 1 do
    local presence, mentions, seen, conversation = unpack(keys, 4 * i + 2, 4 * i + 5)
    local agent, doing, lasts, id, version, lines = unpack(args, 6 * i + 2, 6 * i + 7)
    local have = redis.call('HGET', conversation, 'version')
    if have then
      if lasts ~= '0' then note(presence, keys[1], {agent, doing, lasts, args[1], id}) end
      if have == version then redis.call('ZREM', mentions, id) end
      if redis.call('HGET', seen, agent) ~= lines then redis.call('HSET', seen, agent, lines) end
    end
  end
end

redis.register_function{function_name = 'inbox_1_find', callback = find, flags = {'no-writes'}}
redis.register_function{function_name = 'inbox_1_looked', callback = looked}
redis.register_function{function_name = 'inbox_1_read', callback = read, flags = {'no-writes'}}
redis.register_function{function_name = 'inbox_1_open', callback = open}
redis.register_function{function_name = 'inbox_1_leave', callback = leave}
