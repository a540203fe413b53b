import { readLine } from './command-line.ts'
import { commands } from './command-list.ts'
import { type OptionName, optionOf } from './command-options.ts'
import type { Policy } from './modules/goals/forward/state-rules.ts'
import { ConfigError } from './platform/config.ts'
import type { Language } from './platform/language.ts'
import { type Print, printTo } from './print.ts'

const NOT_UNDERSTOOD = 2
const line = readLine(commands, process.argv.slice(2))
const print = printTo(process, line.json)

async function main(): Promise<number> {
  if (line.is === 'help') {
    print.say(line.text.trimEnd())
    print.tell({ help: line.text })
    return 0
  }
  if (line.is === 'wrong') {
    print.fail({ code: 'usage', message: line.message })
    return NOT_UNDERSTOOD
  }
  const { name, words, values } = line
  const text = (option: OptionName) => String(values[option] ?? optionOf(option).default ?? '')
  return (
    commands[name]?.run({
      env: process.env,
      words,
      worker: values.worker === true,
      create: values.create === true,
      dryRun: values['dry-run'] === true,
      approve: values.approve === true,
      outlets: Number(text('outlets')),
      seed: Number(text('seed')),
      distributor: text('distributor'),
      mapping: text('mapping'),
      kind: typeof values.kind === 'string' ? values.kind : null,
      policy: typeof values.policy === 'string' ? (values.policy as Policy) : null,
      weeks: Number(text('weeks')),
      hours: Number(text('hours')),
      plot: text('plot'),
      forward: text('forward'),
      language: text('language') as Language,
      print,
    }) ?? NOT_UNDERSTOOD
  )
}

// What the operator can mend is told in a sentence; anything else is a bug and shows its stack.
function failed(error: unknown, { fail }: Print): number {
  if (!(error instanceof Error)) return fail({ code: 'bug', message: String(error) })
  const { code = '' } = error as { code?: string }
  if (error instanceof ConfigError) return fail({ code: 'refused', message: error.message })
  if (/^(E[A-Z]+|[0-9][0-9A-Z]{4})$/.test(code)) {
    return fail({ code, message: error.message || code })
  }
  return fail({ code: 'bug', message: error.stack ?? error.message })
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => process.exit(failed(error, print)),
)
