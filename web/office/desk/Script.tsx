import type { Queued } from '../../../src/modules/rollout/contract.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { OBJECTIONS } from '../../launch/contact-words.ts'
import { SCRIPTS } from '../../launch/scripts.ts'
import { words } from './desk-words.ts'

/** What is said on this step, and what is true to answer. */
export function Script({ kind }: { kind: Queued['kind'] }) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <section className="space-y-2">
      <h2 className="font-semibold">{t.script}</h2>
      <ol className="list-decimal space-y-1 pl-5">
        {SCRIPTS[kind].steps.map((step) => (
          <li key={step.en}>{step[language]}</li>
        ))}
      </ol>
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center font-medium text-accent">
          {t.objections}
        </summary>
        <dl className="space-y-2 text-sm">
          {OBJECTIONS.map(({ code, name, answer }) => (
            <div key={code}>
              <dt className="font-medium">{name[language]}</dt>
              <dd className="text-soft">{answer[language]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}
