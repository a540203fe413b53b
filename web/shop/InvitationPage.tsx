import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Redirect } from 'wouter'
import { answeredNo, call, signedOut } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Button, Card, Skeleton } from '../kit/Parts.tsx'
import { useTitle } from '../kit/title.ts'
import { SignIn } from '../signin/SignIn.tsx'
import { words } from './invitation-words.ts'

type Invitation = Awaited<ReturnType<typeof call.rollout.openInvitation>>

/** A link that invites a shop in: whom and where; signing in is by the code to his phone, as ever. */
export function InvitationPage({ token }: { token: string }) {
  const t = useWords(words)
  const opened = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call.rollout.openInvitation({ token }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  useTitle(t.title)
  if (opened.error && !opened.data) {
    return answeredNo(opened.error) ? (
      <Closed />
    ) : (
      <Page>
        <Failed error={opened.error} retry={opened.refetch} />
      </Page>
    )
  }
  if (!opened.data) {
    return (
      <Page>
        <Skeleton rows={3} />
      </Page>
    )
  }
  return <Arriving token={token} invitation={opened.data} />
}

type Arriving = { token: string; invitation: Invitation }

function Arriving({ token, invitation }: Arriving) {
  const t = useWords(words)
  const arrived = useQuery({
    queryKey: ['arrival', token],
    queryFn: () => call.rollout.takeInvitation({ token }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (arrived.data)
    return <Redirect to={`/${arrived.data.code}/${arrived.data.outletId}`} replace />
  if (signedOut(arrived.error)) {
    return (
      <SignIn>
        {invitation.distributor.name} {t.invites} <strong>{invitation.buyerName}</strong>,{' '}
        {invitation.outletName}. {t.lead} <strong>{invitation.phoneEnd}</strong>.
      </SignIn>
    )
  }
  if (arrived.error && answeredNo(arrived.error)) return <Other invitation={invitation} />
  return (
    <Page>
      {arrived.error ? <Failed error={arrived.error} retry={arrived.refetch} /> : <Skeleton />}
    </Page>
  )
}

/** Somebody else is signed in on this phone. */
function Other({ invitation }: { invitation: Invitation }) {
  const t = useWords(words)
  return (
    <Page>
      <Card className="space-y-3">
        <h1 className="text-xl font-bold">{t.other}</h1>
        <p className="text-soft">
          {t.otherWhy} {invitation.buyerName}, …{invitation.phoneEnd}
        </p>
        <Button
          className="w-full"
          onClick={() => void call.identity.signOut({}).finally(() => location.reload())}
        >
          {t.out}
        </Button>
      </Card>
    </Page>
  )
}

function Closed() {
  const t = useWords(words)
  return (
    <Page>
      <Card className="space-y-3 text-center">
        <h1 className="text-xl font-bold">{t.closed}</h1>
        <p className="text-soft">{t.closedWhy}</p>
        <a href="/shop/" className="order-bar-action w-full">
          {t.toShop}
        </a>
      </Card>
    </Page>
  )
}

const Page = ({ children }: { children: ReactNode }) => (
  <main className="mx-auto max-w-xl space-y-4 p-4">{children}</main>
)
