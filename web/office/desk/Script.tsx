import type { Script as ScriptOf } from '../../../src/modules/rollout/contract.ts'
import { OBJECTIONS } from '../../../src/modules/rollout/desk/objection-rules.ts'
import { useLanguage, useWords } from '../../kit/language.ts'
import { Skeleton } from '../../kit/Parts.tsx'
import { words } from './desk-words.ts'

/** What is said on this step, and what is true to answer. */
export function Script({ script }: { script: ScriptOf | undefined }) {
  const t = useWords(words)
  const { language } = useLanguage()
  if (!script) return <Skeleton rows={2} />
  return (
    <section className="space-y-2" data-testid="script" data-version={script.version}>
      <h2 className="font-semibold">{t.script}</h2>
      <ol className="list-decimal space-y-1 pl-5">
        {[script.greeting, ...script.questions].map((said) => (
          <li key={said}>{said}</li>
        ))}
      </ol>
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center font-medium text-accent">
          {t.objections}
        </summary>
        <dl className="space-y-2 text-sm">
          {OBJECTIONS.map(({ code, name }) => (
            <div key={code}>
              <dt className="font-medium">{name[language]}</dt>
              <dd className="text-soft">{script.answers[code]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}
