import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../call.ts'
import { Failed } from '../../../Failed.tsx'
import { Dialog } from '../../../kit/Dialog.tsx'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Button, TextField } from '../../../kit/Parts.tsx'
import { toast } from '../../../kit/Toasts.tsx'
import { newId } from '../../../order/cart.ts'
import { Choice } from '../../Choice.tsx'
import { KIND_WORDS } from '../tables/field-words.ts'
import { FEED_KINDS, words } from './feed-words.ts'
import { RhythmFields } from './RhythmFields.tsx'
import type { Feed } from './use-feeds.ts'

type Props = { distributor: string; feed: Feed | null; close: () => void }
export type FeedDraft = Pick<Feed, 'name' | 'kind' | 'tableKind' | 'rhythm' | 'toleranceMinutes'>

const NEW: FeedDraft = {
  name: '',
  kind: 'erp',
  tableKind: null,
  rhythm: { every: 'hours', hours: 24 },
  toleranceMinutes: 30,
}

/** Makes a feed or changes one. */
export function FeedDialog({ distributor, feed, close }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [id] = useState(() => feed?.id ?? newId())
  const [draft, setDraft] = useState<FeedDraft>(feed ?? NEW)
  const set = (change: Partial<FeedDraft>) => setDraft({ ...draft, ...change })
  const save = useMutation({
    mutationFn: () => {
      const { name, kind, tableKind, rhythm, toleranceMinutes } = draft
      const said = { name, kind, tableKind, rhythm, toleranceMinutes }
      return call.exchange.putFeed({ distributor, feedId: id, ...said })
    },
    onSuccess: () => {
      toast({ text: t.saved })
      close()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['feeds', distributor] }),
  })
  return (
    <Dialog open close={close} title={feed?.name ?? t.add} closeLabel={t.close}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField
          label={t.name}
          required
          maxLength={200}
          placeholder={t.namePlace}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        {!feed && <KindFields draft={draft} set={set} />}
        <RhythmFields rhythm={draft.rhythm} set={(rhythm) => set({ rhythm })} />
        {draft.rhythm && (
          <TextField
            label={t.tolerance}
            type="number"
            min={0}
            max={720}
            required
            value={draft.toleranceMinutes}
            onChange={(event) => set({ toleranceMinutes: Number(event.target.value) })}
          />
        )}
        {save.error && <Failed error={save.error} />}
        <Button type="submit" look="primary" busy={save.isPending} disabled={!isWhole(draft)}>
          {t.save}
        </Button>
      </form>
    </Dialog>
  )
}

const isWhole = ({ name, rhythm }: FeedDraft) =>
  name.trim() !== '' &&
  (rhythm?.every !== 'week' || (rhythm.weekdays.length > 0 && rhythm.times.length > 0))

type KindProps = { draft: FeedDraft; set: (change: Partial<FeedDraft>) => void }

function KindFields({ draft, set }: KindProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <div className="space-y-3">
      <Choice
        label={t.kind}
        options={FEED_KINDS.map(([kind, name]) => [kind, name[language]])}
        chosen={draft.kind}
        choose={(kind) => set({ kind: kind as FeedDraft['kind'], tableKind: null })}
      />
      {draft.kind === 'table' && (
        <Choice
          label={t.tables}
          options={[
            ['', t.anyTable],
            ...KIND_WORDS.map(([kind, name]) => [kind, name[language]] as const),
          ]}
          chosen={draft.tableKind ?? ''}
          choose={(kind) => set({ tableKind: (kind || null) as FeedDraft['tableKind'] })}
        />
      )}
    </div>
  )
}
