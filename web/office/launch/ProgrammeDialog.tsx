import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { ConfirmDialog, Dialog } from '../../kit/Dialog.tsx'
import { useWords } from '../../kit/language.ts'
import { Button, Skeleton, TextArea, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { words } from './launch-words.ts'
import { type Draft, draftOf, type Reply } from './programme-draft.ts'
import { PilotFields, TeamFields } from './TeamFields.tsx'

type Props = { distributor: string; reply: Reply; close: () => void }

/** The goal, the dates, the gate, the focus team and who goes first. */
export function ProgrammeDialog({ distributor, reply, close }: Props) {
  const t = useWords(words)
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => draftOf(reply))
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const staff = useQuery({
    queryKey: ['launch', distributor, 'staff'],
    queryFn: () => call.rollout.staff({ distributor }),
  })
  const save = useMutation({
    mutationFn: () =>
      call.rollout.putProgramme({
        ...{ distributor, id: draft.id, name: draft.name, purpose: draft.purpose },
        ...{ startsOn: draft.startsOn, endsOn: draft.endsOn, goalOutlets: draft.goalOutlets },
        goalDropMinor: Math.round(draft.goalDrop * 100),
        gateFirstOrderBp: Math.round(draft.gateFirst * 100),
        gateThirdOrderBp: Math.round(draft.gateThird * 100),
        bonusRegularMinor: Math.round(draft.bonusRegular * 100),
        bonusHeldMinor: Math.round(draft.bonusHeld * 100),
        team: draft.team,
        pilotAgentIds: draft.pilotAgentIds,
      }),
    onSuccess: () => {
      toast({ text: t.saved })
      close()
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['launch'] }),
        queries.invalidateQueries({ queryKey: ['covenant'] }),
      ]),
  })
  const [ending, setEnding] = useState(false)
  const end = useMutation({
    mutationFn: () => call.rollout.endProgramme({ distributor, id: draft.id }),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: ['launch'] }),
  })
  return (
    <Dialog open close={close} title={t.launch} closeLabel={t.close}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <GoalFields draft={draft} set={set} />
        {staff.error && <Failed error={staff.error} retry={staff.refetch} />}
        {staff.isPending && <Skeleton rows={2} />}
        {staff.data && <TeamFields people={staff.data.people} draft={draft} set={set} />}
        <PilotFields agents={reply.agents} draft={draft} set={set} />
        {save.error && <Failed error={save.error} />}
        <div className="flex flex-wrap justify-between gap-2">
          <Button type="submit" look="primary" busy={save.isPending}>
            {t.save}
          </Button>
          {reply.programme && (
            <Button look="danger" onClick={() => setEnding(true)}>
              {t.end}
            </Button>
          )}
        </div>
      </form>
      <ConfirmDialog
        open={ending}
        close={() => setEnding(false)}
        title={t.end}
        closeLabel={t.close}
        yes={t.end}
        no={t.cancel}
        busy={end.isPending}
        confirm={() => end.mutate()}
      >
        <p>{t.endHow}</p>
        {end.error && <Failed error={end.error} />}
      </ConfirmDialog>
    </Dialog>
  )
}

type Figure = 'goalOutlets' | 'goalDrop' | 'gateFirst' | 'gateThird' | 'bonusRegular' | 'bonusHeld'
type FieldsProps = { draft: Draft; set: (change: Partial<Draft>) => void }

function GoalFields({ draft, set }: FieldsProps) {
  const t = useWords(words)
  const figure = (label: string, key: Figure) => (
    <TextField
      label={label}
      type="number"
      min={key === 'goalOutlets' ? 1 : 0}
      max={key.startsWith('gate') ? 100 : undefined}
      required
      value={draft[key]}
      onChange={(event) => set({ [key]: Number(event.target.value) })}
    />
  )
  return (
    <div className="grid grid-cols-1 items-end gap-3 sm:grid-cols-2">
      <TextField
        className="sm:col-span-2"
        label={t.name}
        required
        maxLength={200}
        value={draft.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextArea
        className="sm:col-span-2"
        label={t.purpose}
        required
        maxLength={500}
        value={draft.purpose}
        onChange={(event) => set({ purpose: event.target.value })}
      />
      <TextField
        label={t.starts}
        type="date"
        required
        value={draft.startsOn}
        onChange={(event) => set({ startsOn: event.target.value })}
      />
      <TextField
        label={t.ends}
        type="date"
        required
        min={draft.startsOn}
        value={draft.endsOn}
        onChange={(event) => set({ endsOn: event.target.value })}
      />
      {figure(t.goalOutlets, 'goalOutlets')}
      {figure(t.goalDrop, 'goalDrop')}
      {figure(t.gateFirst, 'gateFirst')}
      {figure(t.gateThird, 'gateThird')}
      {figure(t.bonusRegular, 'bonusRegular')}
      {figure(t.bonusHeld, 'bonusHeld')}
    </div>
  )
}
