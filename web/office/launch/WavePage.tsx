import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ASIDE_NAMES, STEP_NAMES } from '../../../src/modules/rollout/ladder/step-words-rules.ts'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFormats, useLanguage, useWords } from '../../kit/language.ts'
import { Badge, Button, Card, Empty, Skeleton, TextField } from '../../kit/Parts.tsx'
import { can, usePlace } from '../../signin/me.tsx'
import { Choice } from '../Choice.tsx'
import { useFilters } from '../use-filters.tsx'
import { words } from './launch-words.ts'
import { WaveOutlets } from './WaveOutlets.tsx'
import { Funnel, useWaves } from './Waves.tsx'

type Props = { distributor: string; waveId: string }

/** One wave: how far its outlets came, and each of them in the order of invitation. */
export function WavePage({ distributor, waveId }: Props) {
  const t = useWords(words)
  const f = useFormats()
  const { tenant } = usePlace()
  const [stopping, setStopping] = useState(false)
  const waves = useWaves(distributor)
  if (waves.error) return <Failed error={waves.error} retry={waves.refetch} />
  if (!waves.data) return <Skeleton rows={6} />
  const wave = waves.data.waves.find(({ id }) => id === waveId)
  if (!wave) {
    return (
      <div className="space-y-4">
        <PageHead title={t.wave} back={{ href: '/launch', name: t.back }} />
        <Empty title={t.noWave} />
      </div>
    )
  }
  return (
    <div className="space-y-4">
      <PageHead
        title={`${t.wave} ${f.number(wave.number)}`}
        lead={`${f.fullDay(wave.startsOn)} — ${f.fullDay(wave.endsOn)}`}
        back={{ href: '/launch', name: t.back }}
      >
        {wave.stoppedAt && <Badge tone="bad">{t.stopped}</Badge>}
        {!wave.stoppedAt && can(tenant, 'rollout.write') && (
          <Button look="danger" onClick={() => setStopping(true)}>
            {t.stop}
          </Button>
        )}
      </PageHead>
      {wave.stopReason && <p className="text-sm text-soft">{wave.stopReason}</p>}
      {wave.overrideReason && (
        <p className="text-sm">
          <Badge tone="warn">{t.passed}</Badge> {wave.overrideReason}
        </p>
      )}
      <Card className="max-w-2xl">
        <Funnel wave={wave} />
      </Card>
      <Outlets distributor={distributor} waveId={waveId} />
      {stopping && (
        <StopDialog distributor={distributor} waveId={waveId} close={() => setStopping(false)} />
      )}
    </div>
  )
}

function Outlets({ distributor, waveId }: Props) {
  const t = useWords(words)
  const { language } = useLanguage()
  const { filters, show } = useFilters()
  const { step = '', aside = '', part = '' } = filters
  const outlets = useQuery({
    queryKey: ['launch', distributor, 'wave', waveId, step, aside, part],
    queryFn: () =>
      call.rollout.waveOutlets({
        ...{ distributor, waveId },
        ...(step in STEP_NAMES && { step: step as 'fit' }),
        ...(aside in ASIDE_NAMES && { aside: aside as 'paused' }),
        ...((part === 'invited' || part === 'held_out') && { part }),
      }),
    placeholderData: keepPreviousData,
  })
  const named = (names: Record<string, { uk: string; en: string; ru: string }>) => [
    ['', t.everyone] as const,
    ...Object.entries(names).map(([key, name]) => [key, name[language]] as const),
  ]
  return (
    <div className="space-y-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        <Choice
          label={t.step}
          chosen={step}
          options={named(STEP_NAMES)}
          choose={(value) => show({ ...filters, step: value })}
        />
        <Choice
          label={t.aside}
          chosen={aside}
          options={named(ASIDE_NAMES)}
          choose={(value) => show({ ...filters, aside: value })}
        />
        <Choice
          label={t.part}
          chosen={part}
          options={[
            ['', t.everyone],
            ['invited', t.invited],
            ['held_out', t.heldOut],
          ]}
          choose={(value) => show({ ...filters, part: value })}
        />
      </div>
      {outlets.error && <Failed error={outlets.error} retry={outlets.refetch} />}
      {outlets.isPending && <Skeleton rows={6} />}
      {outlets.data?.outlets.length === 0 && <Empty title={t.nobody} />}
      {outlets.data && outlets.data.outlets.length > 0 && (
        <WaveOutlets rows={outlets.data.outlets} />
      )}
    </div>
  )
}

function StopDialog({ distributor, waveId, close }: Props & { close: () => void }) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const stop = useMutation({
    mutationFn: () => call.rollout.stopWave({ distributor, waveId, reason }),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: ['launch'] }),
  })
  return (
    <Dialog open close={close} title={t.stop} closeLabel={t.close}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          stop.mutate()
        }}
      >
        <TextField
          label={t.stopHow}
          required
          minLength={10}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {stop.error && <Failed error={stop.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" look="danger" busy={stop.isPending}>
            {t.stop}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
