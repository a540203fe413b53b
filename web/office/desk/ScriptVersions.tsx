import { useQuery } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Button, Card, Skeleton } from '../../kit/Parts.tsx'
import type { Texts, Which } from './ScriptForm.tsx'
import { CONTACTS, words } from './script-words.ts'

type Props = Which & { take: (taken: { version: string; texts: Texts }) => void }

/** Who said what instead, when, and how many contacts were spoken by it. */
export function ScriptVersions({ distributor, kind, language, take }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const found = useQuery({
    queryKey: ['script-versions', distributor, kind, language],
    queryFn: () => call.rollout.scriptVersions({ distributor, kind, language }),
  })
  if (found.error) return <Failed error={found.error} retry={found.refetch} />
  if (!found.data) return <Skeleton rows={2} />
  const { versions } = found.data
  return (
    <Card className="space-y-2">
      <h2 className="font-semibold">{t.versions}</h2>
      {versions.length === 0 && <p className="text-sm text-soft">{t.noVersions}</p>}
      <ol className="divide-y divide-line" data-testid="script-versions">
        {versions.map(({ number, version, texts, madeName, madeAt, contacts }) => (
          <li key={number} className="space-y-1 py-2 text-sm">
            <p className="font-medium">
              {t.version} {number}: {texts ? t.own : t.shipped}
            </p>
            <p className="text-soft">
              {madeName}, {f.moment(madeAt)} · {f.count(contacts, CONTACTS)}
            </p>
            {texts && (
              <details>
                <summary className="flex min-h-11 cursor-pointer items-center text-accent">
                  {texts.greeting}
                </summary>
                <ol className="list-decimal space-y-1 pl-5">
                  {texts.questions.map((said) => (
                    <li key={said}>{said}</li>
                  ))}
                </ol>
                <Button className="mt-2" onClick={() => take({ version, texts })}>
                  {t.take}
                </Button>
              </details>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
