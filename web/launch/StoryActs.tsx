import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, errorText } from '../call.ts'
import { Chips } from '../kit/Chips.tsx'
import { useFormats, useWords } from '../kit/language.ts'
import { Alert, Button, SelectField, TextField } from '../kit/Parts.tsx'
import { words } from './story-act-words.ts'

type Story = Awaited<ReturnType<typeof call.rollout.story>>
type Props = { distributor: string; outletId: string; story: Story }
type Kind = 'paused' | 'stays_with_agent'

const VIEWS = ['yes', 'maybe', 'no'] as const

function useAct<Said>(mutationFn: (said: Said) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ['story', 'desk', 'launch'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  })
}

/** What who knows the shop thinks of it, in one tap; and whether it is left out for now. */
export function StoryActs({ distributor, outletId, story }: Props) {
  const t = useWords(words)
  const say = useAct((view: (typeof VIEWS)[number]) =>
    call.rollout.sayView({ distributor, outletId, view }),
  )
  return (
    <div className="space-y-2 border-t border-line pt-3">
      <p className="text-sm text-soft" id="agent-view">
        {t.view}
      </p>
      <Chips
        label={t.view}
        chips={VIEWS.map((view) => ({
          key: view,
          name: t[view],
          pressed: story.view?.view === view,
          choose: () => say.mutate(view),
        }))}
      />
      {say.error && <Alert tone="bad">{errorText(say.error, t.offline)}</Alert>}
      {story.aside ? (
        <AsideNow distributor={distributor} outletId={outletId} aside={story.aside} />
      ) : (
        <PutAside distributor={distributor} outletId={outletId} />
      )}
    </div>
  )
}

type Place = Pick<Props, 'distributor' | 'outletId'>

function AsideNow({ aside, ...place }: Place & { aside: NonNullable<Story['aside']> }) {
  const t = useWords(words)
  const f = useFormats()
  const confirm = useAct(() => call.rollout.confirmAside(place))
  const end = useAct(() => call.rollout.endAside(place))
  const waits = aside.kind === 'stays_with_agent' && !aside.confirmedBy
  const error = confirm.error ?? end.error
  return (
    <div className="space-y-2 text-sm">
      <p className="text-soft">{waits ? t.waits : `${t.review}: ${f.fullDay(aside.reviewOn)}`}</p>
      <div className="flex flex-wrap gap-2">
        {waits && (
          <Button busy={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
            {t.confirm}
          </Button>
        )}
        <Button busy={end.isPending} onClick={() => end.mutate(undefined)}>
          {t.back}
        </Button>
      </div>
      {error && <Alert tone="bad">{errorText(error, t.offline)}</Alert>}
    </div>
  )
}

function PutAside(place: Place) {
  const t = useWords(words)
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<Kind>('paused')
  const [reason, setReason] = useState('')
  const put = useAct(() => call.rollout.putAside({ ...place, kind, reason }))
  if (!open) {
    return (
      <Button look="quiet" onClick={() => setOpen(true)}>
        {t.put}
      </Button>
    )
  }
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        put.mutate(undefined)
      }}
    >
      <SelectField
        label={t.put}
        value={kind}
        onChange={(event) =>
          setKind(event.target.value === 'paused' ? 'paused' : 'stays_with_agent')
        }
      >
        <option value="paused">{t.paused}</option>
        <option value="stays_with_agent">{t.stays}</option>
      </SelectField>
      <TextField
        label={t.reason}
        required
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      {put.error && <Alert tone="bad">{errorText(put.error, t.offline)}</Alert>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={put.isPending}>
          {t.save}
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          {t.cancel}
        </Button>
      </div>
    </form>
  )
}
