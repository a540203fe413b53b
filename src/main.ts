import { parseArgs } from 'node:util'
import { commands } from './command-list.ts'
import { ConfigError } from './platform/config.ts'

const HELP_END = `Each command takes --help and --json (one JSON line for machines; progress goes to stderr).
It starts the embedded PostgreSQL when DATABASE_URL is absent and leaves a running one alone.
Environment: TANDEM_DATA, PORT, HOST, DATABASE_URL, TANDEM_SECRET, TANDEM_DEMO,
TANDEM_PUBLIC_URL, LOG_LEVEL (README.md explains them)
`

function help(): string {
  const rows = Object.values(commands).map(
    ({ usage, about }) => `  tandem ${usage}\n      ${about}`,
  )
  return `tandem COMMAND [options]\n\n${rows.join('\n')}\n\n${HELP_END}`
}

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      worker: { type: 'boolean', default: false },
      create: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      approve: { type: 'boolean', default: false },
      outlets: { type: 'string', default: '1200' },
      seed: { type: 'string', default: '1' },
      distributor: { type: 'string' },
      kind: { type: 'string' },
      mapping: { type: 'string' },
    },
  })
  const [name = '', ...words] = positionals
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    const wanted = values.help || name === 'help'
    ;(wanted ? process.stdout : process.stderr).write(help())
    return wanted ? 0 : 2
  }
  const own = `tandem ${command.usage}\n    ${command.about}\n`
  if (values.help) {
    process.stdout.write(own)
    return 0
  }
  const outlets = wholeNumber('--outlets', values.outlets, { min: 10, max: 10_000 })
  const seed = wholeNumber('--seed', values.seed, { min: 0, max: 2 ** 31 })
  const code = await command.run({
    env: process.env,
    words,
    json: values.json,
    worker: values.worker,
    create: values.create,
    dryRun: values['dry-run'],
    approve: values.approve,
    outlets,
    seed,
    distributor: values.distributor ?? null,
    kind: values.kind ?? null,
    mapping: values.mapping ?? null,
    say: (text) => void (values.json ? process.stderr : process.stdout).write(`${text}\n`),
    tell: (told) => void (values.json && process.stdout.write(`${JSON.stringify(told)}\n`)),
  })
  if (code === 'usage') process.stderr.write(own)
  return code === 'usage' ? 2 : code
}

function wholeNumber(name: string, text: string, { min, max }: { min: number; max: number }) {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new ConfigError(`${name} must be a whole number from ${min} to ${max}`)
}

// What the operator can mend is told in a sentence; anything else is a bug and shows its stack.
function explained(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code = '' } = error as { code?: string }
  const mendable =
    error instanceof ConfigError || /^(E[A-Z]+|[0-9][0-9A-Z]{4}|ERR_PARSE_ARGS\w*)$/.test(code)
  return mendable ? error.message || code : (error.stack ?? error.message)
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${explained(error)}\n`)
    process.exit(1)
  },
)
