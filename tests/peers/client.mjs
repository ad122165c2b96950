// A drafter with Yjs and y-websocket, unmodified, driven by lines of JSON on standard input.
// Each command is answered with one line: {"state": base64, "note": text, "words": [...]}.
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const [, , address, token] = process.argv
let doc, provider, note, text

const until = (condition) =>
  new Promise((resolve) => {
    const look = () => (condition() ? resolve() : setTimeout(look, 5))
    look()
  })

const textOf = (block) => block.toArray().find((node) => node instanceof Y.XmlText)

const commands = {
  async open({ room }) {
    provider?.destroy()
    doc = new Y.Doc()
    const options = { params: { token }, WebSocketPolyfill: WebSocket, disableBc: true, connect: false, maxBackoffTime: 200 }
    provider = new WebsocketProvider(address, room, doc, options)
    note = doc.getText('note')
    text = doc.getXmlFragment('text')
  },
  async connect() {
    provider.connect()
    await until(() => provider.synced)
  },
  async cut() {
    provider.disconnect()
    await until(() => !provider.wsconnected)
  },
  async read() {},
  async note({ at, insert, remove }) {
    // In code points, as all peers count here: half of a pair would be replaced by U+FFFD.
    const characters = [...note.toString()]
    const place = characters.slice(0, at).join('').length
    const size = characters.slice(at, at + remove).join('').length
    doc.transact(() => {
      if (size) note.delete(place, size)
      if (insert) note.insert(place, insert)
    })
  },
  async type({ block, at, insert }) {
    const node = textOf(text.get(Math.min(block, text.length - 1)))
    node.insert(Math.min(at, node.length), insert)
  },
  async split({ block, pid }) {
    const element = new Y.XmlElement('paragraph')
    element.setAttribute('pid', pid)
    element.insert(0, [new Y.XmlText('')])
    text.insert(Math.min(block + 1, text.length), [element])
  },
}

const show = () => ({
  state: Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'),
  note: note.toString(),
  words: text.toArray().map((block) => block.toArray().map((node) => (node instanceof Y.XmlText ? node.toDelta().map((d) => d.insert).join('') : '')).join('')),
  pending: doc.store.pendingStructs !== null,
})

// Also while a command waits for what will never come.
process.stdin.on('end', () => process.exit(0))
for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...fields } = JSON.parse(line)
  await commands[command](fields)
  process.stdout.write(`${JSON.stringify(show())}\n`)
}
