type Option = {
  about: string
  /** What stands for its value in a usage; an option without one is a switch. */
  value?: string
  default?: string
  /** The borders of a whole number. */
  between?: [from: number, to: number]
  /** The words it may be. */
  among?: readonly string[]
}

const OPTIONS = {
  worker: { about: 'also runs what follows from facts, and what is due' },
  outlets: {
    value: 'N',
    about: 'shops of the larger distributor, from 10 to 100000',
    default: '1200',
    between: [10, 100_000],
  },
  seed: {
    value: 'S',
    about: 'a whole number; the same one makes the same world',
    default: '1',
    between: [0, 2 ** 31],
  },
  distributor: { value: 'CODE', about: 'whose data it is' },
  mapping: { value: 'FILE', about: 'how the columns are read, or a bundle of such mappings' },
  kind: { value: 'KIND', about: 'refuses a mapping of another kind', default: 'any' },
  create: { about: 'makes a trial distributor where nobody has the code' },
  'dry-run': { about: 'tells what would change and writes nothing' },
  approve: { about: 'lets a full file hide more than 5 % of the items' },
  policy: {
    value: 'POLICY',
    about: 'all-at-once or waves',
    default: 'both',
    among: ['all-at-once', 'waves'],
  },
  weeks: { value: 'W', about: 'how far to play', default: '26', between: [1, 104] },
  hours: { value: 'H', about: 'hours of the focus team a week', default: '30', between: [0, 400] },
  forward: { value: 'SPAN', about: 'how far, as 5h, 3d or 12w' },
  plot: { value: 'FILE', about: 'draws the policies as .svg or .html' },
  language: {
    value: 'LANGUAGE',
    about: 'of the picture: uk, en or ru',
    default: 'uk',
    among: ['uk', 'en', 'ru'],
  },
  json: { about: 'prints one JSON line for machines; the rest goes to stderr' },
  help: { about: 'explains the command' },
} as const satisfies Record<string, Option>

export type OptionName = keyof typeof OPTIONS
export const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[]
export const optionOf = (name: OptionName): Option => OPTIONS[name]

/** What a command may be asked. */
export type Form = {
  about: string
  /** The words after its name; each is needed. */
  words?: string[]
  needs?: OptionName[]
  options?: OptionName[]
}
export type Forms = Record<string, Form>

export const optionsOf = ({ needs = [], options = [] }: Form): OptionName[] => [
  ...needs,
  ...options,
  'json',
  'help',
]

const shape = (name: OptionName): string => {
  const { value } = optionOf(name)
  return value ? `--${name} ${value}` : `--${name}`
}

/** How a command is written, in one line. */
export function usageOf(name: string, { words = [], needs = [], options = [] }: Form): string {
  const may = options.map((option) => `[${shape(option)}]`)
  return ['tandem', name, ...words, ...needs.map(shape), ...may].join(' ')
}

/** A command with the meaning and default of every option. */
export function helpOf(name: string, form: Form): string {
  const { needs = [] } = form
  const rows = optionsOf(form).map((option) => {
    const { about, value, default: usual } = optionOf(option)
    const whether = needs.includes(option)
      ? 'needed'
      : `default: ${usual ?? (value ? 'none' : 'no')}`
    return `  ${shape(option).padEnd(20)} ${about} (${whether})\n`
  })
  return `${usageOf(name, form)}\n  ${form.about}\n\n${rows.join('')}`
}

const HELP_END = `"tandem COMMAND --help" lists the options of a command, each with its default.
A command starts the embedded PostgreSQL when DATABASE_URL is absent and leaves a running one alone.
Exit codes: 0 done, 1 refused or failed, 2 not understood, 3 waits for approval, 130 interrupted.
Environment: TANDEM_DATA, PORT, HOST, DATABASE_URL, TANDEM_SECRET, TANDEM_DEMO,
TANDEM_PUBLIC_URL, LOG_LEVEL (README.md explains them)
`

/** All commands, each in a sentence. */
export function helpOfAll(forms: Forms): string {
  const rows = Object.entries(forms).map(
    ([name, form]) => `  ${usageOf(name, form)}\n      ${form.about}`,
  )
  return `tandem COMMAND [options]\n\n${rows.join('\n')}\n\n${HELP_END}`
}
