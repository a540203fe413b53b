import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Alert, Button, Skeleton, TextField } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { OUTLETS } from './fit-words.ts'
import { Facts, type Team } from './TeamFacts.tsx'
import { PRODUCTS, TERRITORIES, teamWords } from './team-words.ts'

type Props = { distributor: string; team: Team; close: () => void }
type Changes = Awaited<ReturnType<typeof call.rollout.foretellTeam>>

const TYPED_MS = 400
const NAME_MAX = 200

/** Names the team and says what accepting would change, before the yes. */
export function TeamDialog({ distributor, team, close }: Props) {
  const t = useWords(teamWords)
  const queries = useQueryClient()
  const { id } = team
  const [name, setName] = useState(team.name)
  const asked = useSettled(name.trim())
  const changes = useQuery({
    queryKey: ['fit', distributor, 'team-changes', id, asked],
    queryFn: () => call.rollout.foretellTeam({ distributor, id, name: asked }),
    enabled: asked !== '',
    retry: false,
    gcTime: 0,
  })
  const undo = useMutation({
    mutationFn: () => call.rollout.undoTeam({ distributor, id }),
    onSuccess: () => toast({ text: t.undone }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['fit'] }),
  })
  const make = useMutation({
    mutationFn: () => call.rollout.decideTeam({ distributor, id, accepted: true, name: asked }),
    onSuccess: () => {
      toast({ text: t.isMade, action: { label: t.undo, run: () => undo.mutate() } })
      close()
      return queries.invalidateQueries({ queryKey: ['fit'] })
    },
  })
  const isReady = changes.isSuccess && asked === name.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !make.isPending) make.mutate()
  }
  const error = make.error ?? changes.error
  return (
    <Dialog open close={close} title={t.make} closeLabel={t.close}>
      <form className="space-y-4" onSubmit={submit}>
        <TextField
          label={t.name}
          value={name}
          required
          maxLength={NAME_MAX}
          onChange={(event) => setName(event.target.value)}
        />
        {error && <Failed error={error} />}
        {changes.isFetching && !changes.data && <Skeleton rows={4} />}
        {changes.data && <Foretold changes={changes.data} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button type="button" onClick={close}>
            {t.close}
          </Button>
          <Button look="primary" type="submit" busy={make.isPending} disabled={!isReady}>
            {t.make}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function Foretold({ changes }: { changes: Changes }) {
  const t = useWords(teamWords)
  const f = useFormats()
  const outlets = (n: number) => f.count(n, OUTLETS)
  const vacant = changes.vacant > 0 ? ` (${f.number(changes.vacant)} ${t.vacant})` : ''
  const also = [
    [t.ended, changes.ended],
    [t.ontoOwn, changes.ontoOwn],
    [t.offFormer, changes.offFormer],
    [t.unserved, changes.unserved],
  ] as const
  return (
    <section className="space-y-3" aria-live="polite" data-testid="team-changes">
      <div>
        <h3 className="font-semibold">{t.willChange}</h3>
        <p className="text-sm text-soft">
          {t.from} {f.day(changes.day)}: {changes.teamMade ? t.newTeam : t.oldTeam}
        </p>
      </div>
      <Facts
        rows={[
          [t.products, f.count(changes.products, PRODUCTS)],
          [t.territories, `${f.count(changes.territories, TERRITORIES)}${vacant}`],
          [t.given, outlets(changes.outlets)],
          ...also.filter(([, n]) => n > 0).map(([text, n]) => [text, outlets(n)] as const),
        ]}
      />
      {changes.unserved > 0 && <Alert>{t.unservedNote}</Alert>}
      <p className="text-sm text-soft">
        {t.stays} {t.canUndo}
      </p>
    </section>
  )
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPED_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
