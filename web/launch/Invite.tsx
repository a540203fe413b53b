import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Copy, Send } from 'lucide-react'
import { useState } from 'react'
import { call, errorText } from '../call.ts'
import { useFormats, useLanguage, useWords } from '../kit/language.ts'
import { Alert, Button, TextField } from '../kit/Parts.tsx'
import { toast } from '../kit/Toasts.tsx'
import { CHANNEL, SUPPRESSED } from '../messages/message-words.ts'
import { newId } from '../order/cart.ts'
import { page } from '../part.tsx'
import { words } from './invite-words.ts'

const QrCode = page(async () => (await import('../kit/QrCode.tsx')).QrCode, 3)

type Place = { distributor: string; outletId: string }
type Made = Awaited<ReturnType<typeof call.rollout.invite>>
type Inviting = ReturnType<typeof useInvite>

/** Invites a shop in by message: pressed again before an answer came, it is the same invitation. */
export function useInvite({ distributor, outletId }: Place) {
  const queries = useQueryClient()
  const [invitationId, setInvitationId] = useState(newId)
  const send = useMutation({
    mutationFn: (id: string) =>
      call.rollout.invite({ distributor, outletId, invitationId: id, way: 'message' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['story'] }),
  })
  return {
    made: send.data,
    error: send.error,
    busy: send.isPending,
    invite: () => {
      if (!send.isPending && !send.data) send.mutate(invitationId)
    },
    again: () => {
      const fresh = newId()
      setInvitationId(fresh)
      send.mutate(fresh)
    },
  }
}

type Props = { inviting: Inviting; keyName?: string }

/** The button that sends a shop its invitation, and what came of it. */
export function Invite({ inviting, keyName }: Props) {
  const t = useWords(words)
  const { made, error, busy, invite, again } = inviting
  return (
    <div className="space-y-3" aria-live="polite" data-testid="invite">
      {made ? (
        <MadeInvitation made={made} again={again} busy={busy} />
      ) : (
        <Button busy={busy} onClick={invite}>
          {keyName ? <kbd>{keyName}</kbd> : <Send size={18} aria-hidden />} {t.invite}
        </Button>
      )}
      {error && <Alert tone="bad">{errorText(error, t.offline)}</Alert>}
    </div>
  )
}

function MadeInvitation({ made, again, busy }: { made: Made; again: () => void; busy: boolean }) {
  const t = useWords(words)
  const f = useFormats()
  const copy = async () => {
    await navigator.clipboard.writeText(made.link)
    toast({ text: t.copied })
  }
  const sent = made.leaves?.channel
  return (
    <div className="space-y-3 rounded-control border border-line p-3">
      <p className="font-medium">
        <Leaving leaves={made.leaves} />
      </p>
      <p className="text-sm text-soft">
        {t.forWhom} {made.buyerName}. {t.until} {f.moment(made.expiresAt)}.
      </p>
      <TextField
        label={t.link}
        readOnly
        value={made.link}
        onFocus={(event) => event.target.select()}
      />
      <details open={!sent}>
        <summary className="flex min-h-11 cursor-pointer items-center font-medium text-accent">
          {t.showQr}
        </summary>
        <QrCode text={made.link} label={t.qr} />
      </details>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copy()}>
          <Copy size={18} aria-hidden /> {t.copy}
        </Button>
        <Button look="quiet" busy={busy} onClick={again}>
          {t.again}
        </Button>
      </div>
    </div>
  )
}

function Leaving({ leaves }: { leaves: Made['leaves'] }) {
  const t = useWords(words)
  const f = useFormats()
  const { language } = useLanguage()
  if (!leaves?.channel) {
    const why = leaves ? ` (${SUPPRESSED[leaves.reason][language]})` : ''
    return t.stays.replace(/:/, `${why}:`)
  }
  const channel = CHANNEL[leaves.channel][language]
  return leaves.notBefore
    ? `${t.goesAt}, ${f.moment(leaves.notBefore)}: ${channel}`
    : `${t.goes}: ${channel}`
}
