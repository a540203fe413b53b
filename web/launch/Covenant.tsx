import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton } from '../kit/Parts.tsx'
import { can, usePlace } from '../signin/me.tsx'
import { BrokenDialog, PromiseForm } from './covenant-forms.tsx'
import { words } from './covenant-words.ts'
import { Questions } from './Questions.tsx'
import { Understanding } from './Understanding.tsx'

type Covenant = Awaited<ReturnType<typeof call.rollout.covenant>>

export const useCovenant = (distributor: string) =>
  useQuery({
    queryKey: ['covenant', distributor],
    queryFn: () => call.rollout.covenant({ distributor }),
  })

/** What the launch is for, what the owner promised, questions in the open, and the three-question check. */
export function CovenantScreen({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const covenant = useCovenant(distributor)
  if (covenant.error) return <Failed error={covenant.error} retry={covenant.refetch} />
  if (!covenant.data) return <Skeleton rows={4} />
  const { programme, check } = covenant.data
  if (!programme) return <Empty title={t.none}>{t.noneHow}</Empty>
  return (
    <div className="space-y-4 *:break-inside-avoid lg:columns-2 lg:gap-4">
      <Card className="space-y-2">
        <h2 className="font-semibold">{t.purpose}</h2>
        <p className="whitespace-pre-line">{programme.purpose}</p>
      </Card>
      <Promises distributor={distributor} covenant={covenant.data} />
      <Understanding distributor={distributor} check={check} />
      <Questions distributor={distributor} questions={covenant.data.questions} />
    </div>
  )
}

type Props = { distributor: string; covenant: Covenant }

/** The owner's dated promises; a broken one is marked for everybody and stays. */
function Promises({ distributor, covenant: { promises } }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const queries = useQueryClient()
  const [breaking, setBreaking] = useState<string | null>(null)
  const broken = useMutation({
    mutationFn: (asked: { id: string; words: string }) =>
      call.rollout.breakPromise({ distributor, ...asked }),
    onSuccess: () => setBreaking(null),
    onSettled: () => queries.invalidateQueries({ queryKey: ['covenant'] }),
  })
  return (
    <Card className="space-y-3">
      <h2 className="font-semibold">{t.promises}</h2>
      {promises.length === 0 && <p className="text-sm text-soft">{t.noPromises}</p>}
      <ul className="space-y-3">
        {promises.map((promise) => (
          <li
            key={promise.id}
            className="flex flex-wrap items-start justify-between gap-x-3 sm:flex-nowrap"
          >
            <div>
              <p className={promise.brokenAt ? 'line-through' : 'font-medium'}>{promise.words}</p>
              <p className="text-sm text-soft">
                {t.until} {f.fullDay(promise.untilDay)} · {t.signed} {promise.signedName}
              </p>
              {promise.brokenAt && (
                <p className="text-sm text-bad">
                  <Badge tone="bad">{t.broken}</Badge> {promise.brokenWords}
                </p>
              )}
            </div>
            {!promise.brokenAt && (
              <Button look="quiet" className="max-sm:-ml-4" onClick={() => setBreaking(promise.id)}>
                {t.sayBroken}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {can(tenant, 'rollout.override') && <PromiseForm distributor={distributor} />}
      {breaking && (
        <BrokenDialog
          close={() => setBreaking(null)}
          busy={broken.isPending}
          error={broken.error}
          say={(said) => broken.mutate({ id: breaking, words: said })}
        />
      )}
    </Card>
  )
}
