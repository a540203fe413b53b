import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { addDays } from '../../../src/modules/rollout/day-rules.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Alert, Button, Card, Empty, Skeleton, TextField } from '../../kit/Parts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { Choice } from '../Choice.tsx'
import { LEFT, OUTLETS, words } from './launch-words.ts'
import { refusalLine } from './refusal-lines.ts'

type Asked = {
  outlets: number
  startsOn: string
  endsOn: string
  agents: 'pilot' | 'all'
  holdOutBp: number
  readinessMin: number
}
const WEEKS = 4
const usual = (today: string): Asked => ({
  ...{ outlets: 100, startsOn: addDays(today, 1), endsOn: addDays(today, 1 + WEEKS * 7) },
  ...{ agents: 'pilot', holdOutBp: 1000, readinessMin: 50 },
})

/** Puts the next wave together, once there is a launch. */
export function CompilePage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const launch = useQuery({
    queryKey: ['launch', distributor],
    queryFn: () => call.rollout.programme({ distributor }),
  })
  const today = launch.data?.programme?.today
  return (
    <div className="space-y-4">
      <PageHead title={t.compile} lead={t.compileLead} back={{ href: '/launch', name: t.back }} />
      {launch.error && <Failed error={launch.error} retry={launch.refetch} />}
      {launch.isPending && <Skeleton rows={3} />}
      {launch.data && !today && <Empty title={t.none}>{t.noneHow}</Empty>}
      {today && <Compiling distributor={distributor} today={today} />}
    </div>
  )
}

/** As the figures change: who would be in it and what speaks against it. */
function Compiling({ distributor, today }: { distributor: string; today: string }) {
  const [asked, setAsked] = useState(() => usual(today))
  const draft = useQuery({
    queryKey: ['launch', distributor, 'preview', asked],
    queryFn: () => call.rollout.previewWave({ distributor, ...asked }),
    enabled: asked.outlets > 0 && asked.startsOn < asked.endsOn,
    placeholderData: keepPreviousData,
  })
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <Card>
        <Fields asked={asked} set={(change) => setAsked({ ...asked, ...change })} />
      </Card>
      <div className="space-y-4" aria-live="polite">
        {draft.error && <Failed error={draft.error} retry={draft.refetch} />}
        {draft.isPending && <Skeleton rows={3} />}
        {draft.data && <Drafted distributor={distributor} asked={asked} draft={draft.data} />}
      </div>
    </div>
  )
}

function Fields({ asked, set }: { asked: Asked; set: (change: Partial<Asked>) => void }) {
  const t = useWords(words)
  const figure = (value: string) => Math.max(0, Math.round(Number(value) || 0))
  return (
    <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2">
      <TextField
        label={t.size}
        type="number"
        min={1}
        value={asked.outlets}
        onChange={(event) => set({ outlets: figure(event.target.value) })}
      />
      <Choice
        label={t.whose}
        chosen={asked.agents}
        options={[
          ['pilot', t.pilot],
          ['all', t.all],
        ]}
        choose={(value) => set({ agents: value === 'all' ? 'all' : 'pilot' })}
      />
      <TextField
        label={t.starts}
        type="date"
        value={asked.startsOn}
        onChange={(event) => set({ startsOn: event.target.value })}
      />
      <TextField
        label={t.ends}
        type="date"
        min={asked.startsOn}
        value={asked.endsOn}
        onChange={(event) => set({ endsOn: event.target.value })}
      />
      <TextField
        label={t.readinessMin}
        type="number"
        min={0}
        max={100}
        value={asked.readinessMin}
        onChange={(event) => set({ readinessMin: Math.min(100, figure(event.target.value)) })}
      />
      <TextField
        label={t.holdOut}
        type="number"
        min={0}
        max={50}
        value={asked.holdOutBp / 100}
        onChange={(event) => set({ holdOutBp: Math.min(50, figure(event.target.value)) * 100 })}
      />
    </div>
  )
}

type Draft = Awaited<ReturnType<typeof call.rollout.previewWave>>
type DraftedProps = { distributor: string; asked: Asked; draft: Draft }

function Drafted({ distributor, asked, draft }: DraftedProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const left = Object.entries(draft.left).filter(([, count]) => count > 0)
  const facts = [
    [t.invited, f.number(draft.invited)],
    [t.heldOut, f.number(draft.heldOut)],
    [t.vacant, f.number(draft.vacant)],
    [t.minutes, `${f.number(draft.neededMinutes)} ${t.of} ${f.number(draft.capacityMinutes)}`],
  ]
  return (
    <>
      <Card className="space-y-3">
        <h2 className="font-semibold">
          {t.wave} {f.number(draft.number)}: {f.count(draft.invited + draft.heldOut, OUTLETS)}
        </h2>
        <dl className="grid grid-cols-2 gap-3">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-xs text-soft first-letter:uppercase">{name}</dt>
              <dd className="text-lg font-bold">{value}</dd>
            </div>
          ))}
        </dl>
        {(left.length > 0 || draft.short > 0) && (
          <p className="text-sm text-soft">
            {t.leftOut}:{' '}
            {left.map(([why, count]) => `${LEFT[why]?.[language]} — ${f.number(count)}`).join(', ')}
            {draft.short > 0 && `; ${t.short}: ${f.number(draft.short)}`}
          </p>
        )}
      </Card>
      <Go distributor={distributor} asked={asked} draft={draft} />
    </>
  )
}

function Go({ distributor, asked, draft }: DraftedProps) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  const { tenant } = usePlace()
  const [, go] = useLocation()
  const queries = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const [reason, setReason] = useState('')
  const { refusals } = draft
  const mayPass = can(tenant, 'rollout.override')
  const make = useMutation({
    mutationFn: () =>
      call.rollout.compileWave({
        ...{ distributor, id, ...asked },
        ...(reason && { overrideReason: reason }),
      }),
    onSuccess: () => go(`/launch/waves/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['launch'] }),
  })
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        make.mutate()
      }}
    >
      {refusals.length > 0 && (
        <Alert>
          <h2 className="font-semibold">{t.against}</h2>
          <ul className="list-disc space-y-1 pl-5" data-testid="against">
            {refusals.map((refusal) => (
              <li key={refusal.code}>{refusalLine(refusal, language, f)}</li>
            ))}
          </ul>
          {!mayPass && <p className="mt-2 text-sm">{t.passHow}</p>}
        </Alert>
      )}
      {refusals.length > 0 && mayPass && (
        <TextField
          label={t.passReason}
          required
          minLength={10}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      {make.error && <Failed error={make.error} />}
      <Button
        type="submit"
        look="primary"
        busy={make.isPending}
        disabled={draft.invited === 0 || (refusals.length > 0 && !mayPass)}
      >
        {t.go}
      </Button>
    </form>
  )
}
