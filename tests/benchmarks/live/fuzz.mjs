// node fuzz.mjs --url ws://127.0.0.1:PORT/{room} [--room NAME] [--hocuspocus] [--frames 200] [--seed 1] [--server-pid P]
// One client sends malformed binary frames into a room that two honest clients use. Reports whether the honest clients still
// receive each other's updates afterwards, whether the attacker was closed, whether the process lives, and final Yjs state.
import { WebSocket } from 'ws'
import * as Y from 'yjs'
const arg = (n, d) => { const i = process.argv.indexOf('--' + n); return i < 0 ? d : process.argv[i + 1] }
const hoc = process.argv.includes('--hocuspocus'), frames = +arg('frames', 200), room = arg('room', 'fuzz' + Date.now().toString(36)), url = arg('url').replace('{room}', room), pid = arg('server-pid'), only = arg('only')
let seed = +arg('seed', 1); const rnd = n => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n
const vu = n => { const o = []; while (n > 127) { o.push((n % 128) | 128); n = Math.floor(n / 128) } o.push(n); return o }
const pre = hoc ? [...vu(room.length), ...Buffer.from(room)] : []
const sync = (sub, u) => Buffer.from([...pre, 0, sub, ...vu(u.length), ...u])
const sleep = ms => new Promise(r => setTimeout(r, ms))
class C {
  constructor (name) { this.name = name; this.doc = new Y.Doc(); this.t = this.doc.getText('content'); this.errors = 0; this.rx = 0; this.doc.on('update', (u, o) => { if (o !== this) this.ws.readyState === 1 && this.ws.send(sync(2, u)) }) }
  open () { return new Promise((resolve) => {
    this.ws = new WebSocket(url, { perMessageDeflate: false }); this.ws.binaryType = 'nodebuffer'
    const to = setTimeout(() => resolve(false), 4000)
    this.ws.on('error', e => { this.err = e.message; resolve(false) }); this.ws.on('close', c => { this.closed = c; resolve(false) })
    this.ws.on('open', () => { if (hoc) this.ws.send(Buffer.from([...pre, 2, 0, 1, 120])); this.ws.send(sync(0, Y.encodeStateVector(this.doc))) })
    this.ws.on('message', m => { this.rx++; try { let o = 0; const rv = () => { let r = 0, s = 1, c; do { c = m[o++]; r += (c & 127) * s; s *= 128 } while (c & 128); return r }
      if (hoc) { const nl = rv(); o += nl } const ty = rv(); if (ty !== 0 && !(hoc && ty === 4)) return; const sub = rv(), l = rv(), p = m.subarray(o, o + l)
      if (sub === 0) this.ws.send(sync(1, Y.encodeStateAsUpdate(this.doc, p))); else { Y.applyUpdate(this.doc, p, this); if (sub === 1) { clearTimeout(to); resolve(true) } } } catch (e) { this.errors++; this.lastError = String(e).slice(0, 90) } })
  }) } }
const A = new C('a'); const okA = await A.open(); const B = new C('b'); const okB = await B.open(); await sleep(200)
A.t.insert(0, 'before '); await sleep(300); const okBefore = B.t.toString().includes('before')
const X = new C('x'); await X.open(); await sleep(100)
const good = (() => { const d = new Y.Doc(); d.getText('content').insert(0, 'evil text here'); return Buffer.from(Y.encodeStateAsUpdate(d)) })()
const kinds = {
  random: () => Buffer.from(Array.from({ length: 1 + rnd(60) }, () => rnd(256))),
  empty: () => Buffer.alloc(0),
  randomAfterHeader: () => Buffer.from([...pre, 0, rnd(4), ...Array.from({ length: rnd(40) }, () => rnd(256))]),
  truncatedUpdate: () => { const u = good.subarray(0, rnd(good.length)); return sync(2, u) },
  truncatedFrame: () => { const f = sync(2, good); return f.subarray(0, rnd(f.length)) },
  bitflip: () => { const u = Buffer.from(good); for (let i = 0; i < 3; i++) u[rnd(u.length)] = rnd(256); return sync(2, u) },
  hugeLen: () => Buffer.from([...pre, 0, 2, 255, 255, 255, 255, 255, 255, 255, 127, 1, 2]),
  hugeStructCount: () => sync(2, Buffer.from([255, 255, 255, 255, 15, 255, 255, 255, 255, 15, 1, 0])),
  hugeDeleteSet: () => sync(2, Buffer.from([0, 1, 1, 255, 255, 255, 255, 15, 0, 1])),
  hugeVarint: () => Buffer.from([...pre, 0, 2, 12, ...Array(11).fill(255), 1]),
  futureClock: () => { const d = Buffer.from([1, 1, 5, 255, 255, 3, 0x84, 5, 1, 3, 97, 98, 99, 0]); return sync(2, d) },
  badStateVector: () => sync(0, Buffer.from([255, 255, 255, 15, 1])),
  awarenessGarbage: () => Buffer.from([...pre, 1, 5, 1, 255, 255, 255, 3]),
  awarenessBadJson: () => { const j = Buffer.from('{bad'); const p = [1, 9, 1, j.length, ...j]; return Buffer.from([...pre, 1, p.length, ...p]) },
  unknownType: () => Buffer.from([...pre, 99, 1, 2, 3]),
  textFrame: () => 'hello'
}
const names = only ? [only] : Object.keys(kinds); let sentN = 0, reopened = 0, cannotReopen = 0; const attackerCloses = {}
let worst = 0
for (let i = 0; i < frames; i++) {
  if (X.ws.readyState !== 1) { attackerCloses[X.closed] = (attackerCloses[X.closed] || 0) + 1; const okr = await X.open(); reopened++; if (!okr && X.ws.readyState !== 1) { cannotReopen++; if (cannotReopen > 3) break } }
  try { X.ws.send(kinds[names[i % names.length]]()); sentN++ } catch {}
  if (i % 4 === 3) await sleep(10)
}
await sleep(500)
const t0 = Date.now(); A.t.insert(A.t.length, 'after-A '); let ms = -1; for (let i = 0; i < 150; i++) { await sleep(20); if (B.t.toString().includes('after-A')) { ms = Date.now() - t0; break } }
B.t.insert(0, 'after-B '); await sleep(500)
const D = new C('d'); const okD = await D.open(); await sleep(300)
let E2 = false; { const u2 = url.replace(room, room + 'other'); const w = new WebSocket(u2); E2 = await new Promise(r => { w.on('open', () => r(true)); w.on('error', () => r(false)); setTimeout(() => r(false), 3000) }) }
let alive = null; if (pid) { try { process.kill(+pid, 0); alive = true } catch { alive = false } }
console.log(JSON.stringify({ only: only || 'all', seed: +arg('seed', 1), joined: [okA, okB], before_ok: okBefore, frames_sent: sentN, attacker_closed: attackerCloses, attacker_reopened: reopened, process_alive: alive, honest_A_open: A.ws.readyState === 1, honest_B_open: B.ws.readyState === 1, honest_close_codes: [A.closed ?? null, B.closed ?? null], A_to_B_after_ms: ms, B_to_A_after: A.t.toString().includes('after-B'), new_client_syncs: okD, new_client_has_after: D.t.toString().includes('after-A') && D.t.toString().includes('after-B'), honest_decode_errors: A.errors + B.errors, last_decode_error: A.lastError || B.lastError, other_room_accepts: E2, text_equal: A.t.toString() === B.t.toString() && A.t.toString() === D.t.toString() }))
process.exit(0)
