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

-- KEYS: what is held, a draft, its conversation.  ARGV: holder, lasts ms.  Who comes first holds it until it ends.
-- Returns {1 if it is the holder's, the draft, the conversation's version}.
local function hold(keys, args)
  local there = redis.call('GET', keys[1])
  if not there then redis.call('SET', keys[1], args[1], 'PX', whole(args[2], 'time to live')) end
  local draft, version = redis.call('HGET', keys[2], 'draft'), redis.call('HGET', keys[3], 'version')
  return {(not there or there == args[1]) and 1 or 0, draft or '', version or ''}
end

redis.register_function{function_name = 'inbox_1_commit', callback = commit}
redis.register_function{function_name = 'inbox_1_hold', callback = hold}
redis.register_function{function_name = 'inbox_1_claim_due', callback = claim_due}
redis.register_function{function_name = 'inbox_1_end_due', callback = end_due}
