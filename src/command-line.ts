import { parseArgs } from 'node:util'
import {
  type Form,
  type Forms,
  helpOf,
  helpOfAll,
  OPTION_NAMES,
  type OptionName,
  optionOf,
  optionsOf,
  usageOf,
} from './command-options.ts'

type Values = Partial<Record<OptionName, string | true>>
type Read = { json: boolean } & (
  | { is: 'help'; text: string }
  | { is: 'wrong'; message: string }
  | { is: 'asked'; name: string; words: string[]; values: Values }
)

/** Reads a command line: what is asked, the help to show, or what is wrong in one sentence. */
export function readLine(forms: Forms, args: string[]): Read {
  const said = spoken(args)
  // As a value, too ("--seed --json"): the refusal is then read by a machine.
  const json = args.slice(0, [...args, '--'].indexOf('--')).includes('--json')
  const asksHelp = said.options.some(({ name }) => name === 'help') || said.words[0] === 'help'
  const name = nameIn(forms, said.words)
  const form = name === null ? undefined : forms[name]
  if (asksHelp) {
    const text = helpFor(forms, said.words)
    if (text !== null) return { json, is: 'help', text }
  }
  const wrongOption = wrongOptionIn(said.options, name, form)
  if (wrongOption !== null) return { json, is: 'wrong', message: wrongOption }
  if (name === null || !form) return { json, is: 'wrong', message: wrongName(forms, said.words) }
  const words = said.words.slice(name.split(' ').length)
  const values = Object.fromEntries(said.options.map((o) => [o.name, o.value ?? true])) as Values
  const message = wrongWords(name, form, words) ?? missingOption(name, form, values)
  return message === null
    ? { json, is: 'asked', name, words, values }
    : { json, is: 'wrong', message }
}

type SaidOption = { name: string; raw: string; value: string | null; inline: boolean }

// Not strict: what is wrong we say ourselves, with what was probably meant.
function spoken(args: string[]): { words: string[]; options: SaidOption[] } {
  const known = OPTION_NAMES.map((name) => {
    const type = optionOf(name).value ? ('string' as const) : ('boolean' as const)
    return [name, name === 'help' ? { type, short: 'h' } : { type }] as const
  })
  const options = Object.fromEntries(known)
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true })
  return {
    words: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
    options: tokens.flatMap((token) =>
      token.kind === 'option'
        ? {
            name: token.name,
            raw: token.rawName,
            value: token.value ?? null,
            inline: token.inlineValue ?? false,
          }
        : [],
    ),
  }
}

// A name is one word or two: "import table".
const nameIn = (forms: Forms, words: string[]): string | null =>
  [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => Object.hasOwn(forms, name)) ?? null

const startingWith = (forms: Forms, word: string | undefined) =>
  Object.keys(forms).filter((name) => name.split(' ')[0] === word)

// Null: the words name no command that could be explained.
function helpFor(forms: Forms, words: string[]): string | null {
  const about = words[0] === 'help' ? words.slice(1) : words
  if (about.length === 0) return helpOfAll(forms)
  const name = nameIn(forms, about)
  const names = name === null ? startingWith(forms, about[0]) : [name]
  if (names.length === 0) return null
  return names.map((each) => helpOf(each, forms[each] as Form)).join('\n')
}

function wrongName(forms: Forms, words: string[]): string {
  const [word] = words
  if (word === undefined) return 'A command is missing: "tandem --help" lists them.'
  const inside = startingWith(forms, word)
  if (inside.length > 0) {
    const next = inside.map((name) => name.split(' ').slice(1).join(' '))
    const second = words[1]
    return second === undefined
      ? `A word is missing after ${word}: ${next.join(' or ')}.`
      : `Unknown word ${second} after ${word}: ${meant(second, next, next.join(' or '))}`
  }
  const firsts = [...new Set(Object.keys(forms).map((name) => name.split(' ')[0] ?? ''))]
  return `Unknown command ${word}: ${meant(word, firsts, '"tandem --help" lists them')}`
}

function wrongOptionIn(said: SaidOption[], name: string | null, form?: Form): string | null {
  const known: string[] = form ? optionsOf(form) : OPTION_NAMES
  for (const { name: option, raw, value, inline } of said) {
    if (!known.includes(option)) {
      const dashed = known.map((each) => `--${each}`)
      const of = name === null ? '' : ` of "tandem ${name}"`
      return `Unknown option ${raw}${of}: ${meant(raw, dashed, `it knows ${dashed.join(', ')}`)}`
    }
    const wrong = wrongValue(option as OptionName, value, inline)
    if (wrong !== null) return wrong
  }
  return null
}

function wrongValue(name: OptionName, value: string | null, inline: boolean): string | null {
  const { value: wants, between, among } = optionOf(name)
  if (!wants) return value === null ? null : `--${name} is a switch and takes no value.`
  // "--outlets --seed 7": the next option is no value.
  if (value === null || value === '' || (!inline && value.startsWith('-'))) {
    return `The value of --${name} is missing: --${name} ${wants}.`
  }
  if (among && !among.includes(value)) {
    return `--${name} must be ${among.join(' or ')}, not ${value}.`
  }
  if (!between) return null
  const [from, to] = between
  const fits = /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to
  return fits ? null : `--${name} must be a whole number from ${from} to ${to}, not ${value}.`
}

function wrongWords(name: string, form: Form, words: string[]): string | null {
  const { words: wanted = [] } = form
  const missing = wanted[words.length]
  if (missing !== undefined) return `${missing} is missing: ${usageOf(name, form)}`
  const strange = words[wanted.length]
  return strange === undefined ? null : `Unknown word ${strange}: ${usageOf(name, form)}`
}

function missingOption(name: string, form: Form, values: Values): string | null {
  const missing = form.needs?.find((option) => values[option] === undefined)
  return missing === undefined ? null : `--${missing} is missing: ${usageOf(name, form)}`
}

function meant(said: string, known: string[], otherwise: string): string {
  const [nearest] = known
    .map((name) => ({ name, steps: stepsBetween(said, name) }))
    .sort((a, b) => a.steps - b.steps)
  const near = nearest && nearest.steps <= Math.max(2, nearest.name.length / 3)
  return near ? `did you mean ${nearest.name}?` : `${otherwise}.`
}

/** How many letters must be added, taken or changed (Levenshtein). */
function stepsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1]
    for (const [j, wanted] of [...other].entries()) {
      const change = (row[j] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
