#!lua name=inbox_1
-- What the store does in one atomic step. Redis does not roll back a function that fails half way, so everything is
-- parsed and judged before the first write. Records are opaque text here: Lua's JSON turns [] into {} and loses digits.
-- The version is part of every name, so that two versions run side by side during a deploy.

-- ZADDX adds to a set only where that exists. ZADD and the others would fail half way on a key of another type; false = any type is overwritten.
local TYPE_OF = {
  HSET = 'hash', HDEL = 'hash', ZADD = 'zset', ZREM = 'zset', RPUSH = 'list', SADD = 'set', SREM = 'set',
  ZADDX = 'zset',
  INCR = 'string', XADD = 'stream', SET = false, SETPX = false, DEL = false,
}

-- How many values `unpack` can hand to one command is limited (about 8,000): refuse well below, before writing.
local MOST_VALUES = 4000

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function refuse(why)
  error({err = 'REFUSED ' .. why})
end

local function whole(text, what)
  local number = string.find(text or '', '^%d+$') and #text <= 13 and tonumber(text)
  if not number then refuse(what .. ' is not a whole number') end
  return number
end

local function is_score(text)
  return string.find(text, '^[-+]?[%d.]+[eE]?[-+]?%d*$') ~= nil and tonumber(text) ~= nil
end

local function in_pairs(values)
  return #values >= 2 and #values % 2 == 0
end

local function at_least_one(values)
  return #values >= 1
end

local ACCEPTS = {
  HSET = in_pairs, XADD = in_pairs, HDEL = at_least_one, ZREM = at_least_one, RPUSH = at_least_one,
  SADD = at_least_one, SREM = at_least_one,
  SET = function(values) return #values == 1 end,
  SETPX = function(values) return #values == 2 and whole(values[2], 'time to live') > 0 end,
  DEL = function(values) return #values == 0 end,
  INCR = function(values) return #values == 0 end,
  ZADD = function(values)
    if not in_pairs(values) then return false end
    for i = 1, #values, 2 do
      if not is_score(values[i]) then return false end
    end
    return true
  end,
}
ACCEPTS.ZADDX = ACCEPTS.ZADD

-- Reads one write `command, key index, argc, args…` that begins at `at`; returns it and where the next begins.
local function parse_write(keys, args, at)
  local command, key, count = args[at], keys[whole(args[at + 1], 'key index')], whole(args[at + 2], 'count')
  if not key then refuse('key index out of range') end
  if TYPE_OF[command] == nil then refuse('unknown command ' .. tostring(command)) end
  if count > MOST_VALUES or at + 2 + count > #args then refuse(command .. ' has a wrong count') end
  local values = {}
  for i = 1, count do values[i] = args[at + 2 + i] end
  if not ACCEPTS[command](values) then refuse(command .. ' has wrong arguments') end
  return {command = command, key = key, values = values}, at + 3 + count
end

local function parse_writes(keys, args, at)
  local writes, count = {}, whole(args[at], 'number of writes')
  at = at + 1
  for i = 1, count do
    writes[i], at = parse_write(keys, args, at)
  end
  if at ~= #args + 1 then refuse('arguments left over') end
  return writes
end

local function may_count(key)
  local value = redis.call('GET', key)
  return string.find(value, '^-?%d+$') ~= nil and #value < 18
end

-- Follows what each write will make of its key, so that a write which would fail is found before the first one runs.
local function judge_types(writes)
  local types, counted = {}, {}
  for _, write in ipairs(writes) do
    local key, command = write.key, write.command
    local have, want = types[key] or redis.call('TYPE', key).ok, TYPE_OF[command]
    if want and have ~= 'none' and have ~= want then refuse(command .. ' on a ' .. have) end
    if command == 'INCR' and have == 'string' and not counted[key] and (types[key] or not may_count(key)) then
      refuse('INCR on something that is not a number, or was set in the same commit')
    end
    types[key] = command == 'DEL' and 'none' or want or 'string'
    counted[key] = command == 'INCR'
  end
end

local function apply(write)
  local command, key, values = write.command, write.key, write.values
  if command == 'XADD' then return redis.call('XADD', key, '*', unpack(values)) end
  if command == 'ZADDX' then
    if redis.call('EXISTS', key) == 1 then redis.call('ZADD', key, unpack(values)) end
    return
  end
  if command == 'SETPX' then return redis.call('SET', key, values[1], 'PX', values[2]) end
  redis.call(command, key, unpack(values))
end

-- Returns the index of the key whose check fails (nothing if all hold) and where the writes begin.
local function judge_checks(keys, args, at)
  local count = whole(args[at], 'number of checks')
  at = at + 1
  local stale
  for _ = 1, count do
    local index, field, mode, value = whole(args[at], 'key index'), args[at + 1], args[at + 2], args[at + 3]
    if not keys[index] then refuse('key index out of range') end
    if mode ~= '=' and mode ~= 'absent' then refuse('unknown check') end
    local have
    if field == '' then have = redis.call('GET', keys[index]) else have = redis.call('HGET', keys[index], field) end
    if mode == 'absent' and have or mode == '=' and have ~= value then stale = stale or index end
    at = at + 4
  end
  return stale, at
end

-- ARGV: request key index (0: none), its time to live in ms, result,
--       n, n × (key index, field or '', '=' or 'absent', value), m, m × (command, key index, argc, args…).
-- Returns {'DONE', stream id or '', ms} | {'REPEATED', stored result, ms} | {'STALE', key index, ms}.
local function commit(keys, args)
  local at, request = now(), whole(args[1], 'request index')
  local request_key = keys[request]
  if request > 0 then
    if not request_key then refuse('request index out of range') end
    local stored = redis.call('GET', request_key)
    if stored then return {'REPEATED', stored, at} end
    if whole(args[2], 'time to live') == 0 then refuse('time to live is zero') end
  end
  local stale, first_write = judge_checks(keys, args, 4)
  if stale then return {'STALE', tostring(stale), at} end
  local writes = parse_writes(keys, args, first_write)
  judge_types(writes)
  local event = ''
  for _, write in ipairs(writes) do
    event = apply(write) or event
  end
  if request_key then redis.call('SET', request_key, args[3], 'PX', args[2]) end
  return {'DONE', event, at}
end

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
-- writing in another window. Returns ms, and 1 if written.
local function note(presence, feed, args)
  local at, agent, doing = now(), args[1], args[2]
  local lasts, interval, written = whole(args[3], 'duration'), whole(args[4], 'interval'), 0
  forget_expired(presence, at)
  local since, before = at, redis.call('HGET', presence, agent)
  local last, was, _
  if before then _, last, since, was = entry_of(before) end
  if was ~= doing then since = at end
  if rank(doing) >= rank(was) and (was ~= doing or at - last >= interval) then
    written = 1
    redis.call('HSET', presence, agent, string.format('%d|%d|%d|%s', at + lasts, at, since, doing))
    if redis.call('PTTL', presence) < lasts then redis.call('PEXPIRE', presence, lasts) end
    if was ~= doing then tell(feed, args[5], agent, doing) end
  end
  return at, written
end

-- KEYS: presence, the agent's mentions, the presence feed.  ARGV: as note.  Returns {ms, 1 if written, [presence]}.
local function beat(keys, args)
  local at, written = note(keys[1], keys[3], args)
  redis.call('ZREM', keys[2], args[5])
  return {at, written, redis.call('HGETALL', keys[1])}
end

-- KEYS: presence, the presence feed.  ARGV: agent, the mode that ends, conversation.  Returns 1 if an entry went.
local function leave(keys, args)
  local before = redis.call('HGET', keys[1], args[1])
  if not before or string.match(before, '|(%a+)$') ~= args[2] then return 0 end
  redis.call('HDEL', keys[1], args[1])
  tell(keys[2], args[3], args[1], '')
  return 1
end

-- KEYS: due.  ARGV: lease ms, limit.  Takes what is due and pushes it forward, so that a worker that dies loses nothing.
-- Returns {the score it now has, [members]}.
local function claim_due(keys, args)
  local at = now()
  local until_ms = at + whole(args[1], 'lease')
  local members = redis.call('ZRANGEBYSCORE', keys[1], '-inf', at, 'LIMIT', 0, whole(args[2], 'limit'))
  for _, member in ipairs(members) do
    redis.call('ZADD', keys[1], until_ms, member)
  end
  return {until_ms, members}
end

-- KEYS: due.  ARGV: member, the score its taker was given.  Work that was put anew meanwhile stays. Returns 1 if it ended.
local function end_due(keys, args)
  local score = redis.call('ZSCORE', keys[1], args[1])
  if not score or tonumber(score) ~= tonumber(args[2]) then return 0 end
  return redis.call('ZREM', keys[1], args[1])
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
-- ARGV: as read, then as beat, then 1 if the agent now sees all of it.
-- A reader opens a conversation: their presence is noted (unless it is to last 0 ms), and they get what read returns,
-- and how many lines of activity they had seen before.
local function open(keys, args)
  local seen, feed, mentions = table.remove(keys), table.remove(keys), table.remove(keys)
  local agent = args[4]
  if redis.call('EXISTS', keys[1]) == 0 then return read(keys, args) end
  if args[6] == '0' then
    redis.call('ZREM', mentions, args[8])
  else
    beat({keys[6], mentions, feed}, {agent, args[5], args[6], args[7], args[8]})
  end
  local answer = read(keys, args)
  answer[14] = redis.call('HGET', seen, agent) or ''
  if args[9] == '1' and answer[14] ~= tostring(answer[6]) then redis.call('HSET', seen, agent, answer[6]) end
  return answer
end

-- KEYS: what a Gmail id stands for.  ARGV: as read, then the keys of read as names with <c>, <m> and <s> in the places
-- of the conversation, the message and the sender that are remembered. All of them are of the workspace of the one key,
-- so they share its slot.  Returns {} for an id that is not known, else what read returns and then what was remembered.
local function find(keys, args)
  local known = redis.call('GET', keys[1])
  if not known then return {} end
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

redis.register_function{function_name = 'inbox_1_commit', callback = commit}
redis.register_function{function_name = 'inbox_1_find', callback = find, flags = {'no-writes'}}
redis.register_function{function_name = 'inbox_1_looked', callback = looked}
redis.register_function{function_name = 'inbox_1_read', callback = read, flags = {'no-writes'}}
redis.register_function{function_name = 'inbox_1_open', callback = open}
redis.register_function{function_name = 'inbox_1_view', callback = view, flags = {'no-writes'}}
redis.register_function{function_name = 'inbox_1_beat', callback = beat}
redis.register_function{function_name = 'inbox_1_leave', callback = leave}
redis.register_function{function_name = 'inbox_1_claim_due', callback = claim_due}
redis.register_function{function_name = 'inbox_1_end_due', callback = end_due}
