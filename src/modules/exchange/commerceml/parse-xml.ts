import { SaxesParser } from 'saxes'
import { FileRefused } from './file-refused.ts'
import type { FileLimits } from './limits.ts'
import type { FileRefusalCode } from './records.ts'

export type XmlEvents = {
  open: (name: string, attributes: Record<string, string>, line: number) => void
  text: (text: string) => void
  close: () => void
  /** A character that XML forbids; it is passed over. */
  controlCharacter: (line: number) => void
}

export type XmlParser = { write: (text: string) => void; end: () => void; line: () => number }

/**
 * Parses one file piece by piece. Names come without their prefix. Throws FileRefused for what
 * is malformed or hostile: a DOCTYPE, depth, attributes, or one text beyond the limits.
 */
export function xmlParser(file: string, limits: FileLimits, events: XmlEvents): XmlParser {
  const parser = new SaxesParser({ xmlns: false })
  const state = { depth: 0, attributes: 0, line: 1, tagLine: 1, position: 0, ending: false }
  const refuse = (code: FileRefusalCode, detail: string, line = parser.line + state.line - 1) =>
    new FileRefused(code, { file, line, detail })
  const here = () => parser.line + state.line - 1
  const seen = () => {
    state.position = parser.position
  }
  listen(parser, { events, limits, state, refuse, here, seen })
  let controls = 0
  parser.on('error', (error) => {
    const detail = error.message.replace(/^[^:]*\d+:\d+: /, '')
    if (detail === 'disallowed character.' && controls < limits.controlCharactersMax) {
      controls += 1
      events.controlCharacter(here())
      return
    }
    throw refuse(state.ending ? 'cut' : 'malformed', detail)
  })
  let begun = false
  return {
    line: here,
    write: (piece) => {
      // Blank lines before the declaration are common; the parser would refuse them.
      const text = begun ? piece : piece.trimStart()
      if (!begun) state.line += newLines(piece.slice(0, piece.length - text.length))
      begun ||= text !== ''
      parser.write(text)
      if (parser.position - state.position > limits.textCharsMax) {
        throw refuse('text_too_long', `one text of more than ${limits.textCharsMax} characters`)
      }
    },
    end: () => {
      state.ending = true
      parser.close()
    },
  }
}

type State = { depth: number; attributes: number; line: number; tagLine: number }

function listen(
  parser: SaxesParser<{ xmlns: false }>,
  given: {
    events: XmlEvents
    limits: FileLimits
    state: State
    refuse: (code: FileRefusalCode, detail: string, line?: number) => FileRefused
    here: () => number
    seen: () => void
  },
): void {
  const { events, limits, state, refuse, here, seen } = given
  parser.on('doctype', (text) => {
    throw refuse('doctype', 'a DOCTYPE is not allowed', here() - newLines(text))
  })
  parser.on('opentagstart', () => {
    seen()
    state.attributes = 0
    // Right after a line break the parser stands on the next line already.
    state.tagLine = here() - (parser.column === 0 ? 1 : 0)
    state.depth += 1
    if (state.depth > limits.depthMax) throw refuse('too_deep', `deeper than ${limits.depthMax}`)
  })
  parser.on('attribute', () => {
    state.attributes += 1
    if (state.attributes > limits.attributesMax) {
      throw refuse('too_many_attributes', `more than ${limits.attributesMax}`)
    }
  })
  parser.on('opentag', (tag) => {
    seen()
    events.open(local(tag.name), tag.attributes, state.tagLine)
  })
  parser.on('closetag', () => {
    seen()
    state.depth -= 1
    events.close()
  })
  const text = (piece: string) => {
    seen()
    events.text(piece)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('comment', seen)
  parser.on('processinginstruction', seen)
}

const local = (name: string) => name.slice(name.lastIndexOf(':') + 1)
const newLines = (text: string) => text.split('\n').length - 1
