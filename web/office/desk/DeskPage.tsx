import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useState } from 'react'
import { call, errorText } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Button, Empty, Skeleton } from '../../kit/Parts.tsx'
import { toast } from '../../kit/Toasts.tsx'
import { DeskContact } from './DeskContact.tsx'
import { DeskFacts } from './DeskFacts.tsx'
import { DeskQueue } from './DeskQueue.tsx'
import { DeskViews } from './DeskViews.tsx'
import { words } from './desk-words.ts'
import { isTyping } from './keys.ts'
import { clockFrom } from './use-contact.ts'

/** The operator's desk: whom to speak with next, what to say, and the outcome by one key. */
export function DeskPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const queries = useQueryClient()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<string | null>(null)
  const [last, setLast] = useState<{ contactId: string; outletId: string } | null>(null)
  const desk = useQuery({
    queryKey: ['desk', distributor],
    queryFn: () => call.rollout.desk({ distributor, limit: 100 }),
    // The order of the queue stands still while somebody works through it.
    staleTime: 60_000,
  })
  const undo = useMutation({
    mutationFn: (contactId: string) => call.rollout.undoContact({ distributor, contactId }),
    onSuccess: async ({ outletId }) => {
      setLast(null)
      setLeft((before) => new Set([...before].filter((id) => id !== outletId)))
      setChosen(outletId)
      // The queue was read again since: he is not in it as it is here.
      if (!desk.data?.outlets.some((known) => known.outletId === outletId)) void desk.refetch()
      toast({ text: t.undone })
      await queries.invalidateQueries({ queryKey: ['story'] })
    },
    onError: (error) => toast({ text: errorText(error, t.offline) }),
  })
  const takeBack = () => last && undo.mutate(last.contactId)
  useKey('KeyU', takeBack)
  if (!desk.data) {
    return (
      <div className="space-y-4">
        <PageHead title={t.desk} lead={t.lead} />
        <DeskViews />
        {desk.error ? <Failed error={desk.error} retry={desk.refetch} /> : <Skeleton rows={6} />}
      </div>
    )
  }
  const outlets = desk.data.outlets.filter(({ outletId }) => !left.has(outletId))
  const outlet = outlets.find(({ outletId }) => outletId === chosen) ?? outlets[0]
  const leave = (outletId: string) => {
    setLeft((before) => new Set([...before, outletId]))
    setChosen(null)
    // The last of what was read: the rest is asked for.
    if (outlets.length === 1) {
      setLeft(new Set())
      void desk.refetch()
    }
  }
  return (
    <div className="space-y-4">
      <PageHead title={t.desk} lead={t.lead}>
        <Badge>
          {f.number(desk.data.waiting)} {t.waiting}
        </Badge>
        {desk.data.red > 0 && (
          <Badge tone="bad">
            {f.number(desk.data.red)} {t.red}
          </Badge>
        )}
        <Button disabled={!last} busy={undo.isPending} onClick={takeBack}>
          {t.undo} <kbd>U</kbd>
        </Button>
      </PageHead>
      <DeskViews />
      {outlet ? (
        <div className="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <DeskContact
            key={outlet.outletId}
            distributor={distributor}
            outlet={outlet}
            now={clockFrom(desk.data.now, desk.dataUpdatedAt)}
            skip={() => leave(outlet.outletId)}
            done={(contactId) => {
              setLast({ contactId, outletId: outlet.outletId })
              leave(outlet.outletId)
            }}
          />
          <div className="min-w-0 space-y-4">
            <DeskFacts distributor={distributor} outlet={outlet}>
              <DeskQueue outlets={outlets} chosen={outlet.outletId} choose={setChosen} />
            </DeskFacts>
          </div>
        </div>
      ) : (
        <Empty title={t.empty}>{t.emptyWhy}</Empty>
      )}
    </div>
  )
}

function useKey(code: string, act: () => unknown): void {
  // Before the screen is painted: a quick key takes back what was just said, not what was said before.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.code === code && !isTyping(event)) act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [code, act])
}
