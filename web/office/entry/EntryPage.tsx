import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { call } from '../../call.ts'
import { Failed } from '../../Failed.tsx'
import { PageHead } from '../../frame/PageHead.tsx'
import { useWords } from '../../kit/language.ts'
import { Button } from '../../kit/Parts.tsx'
import { phoneText } from '../../kit/phone-text.ts'
import { EntryDesk } from './EntryDesk.tsx'
import { words } from './entry-words.ts'
import { PickCaller } from './PickCaller.tsx'

type Props = { distributor: string; outletId: string | null }

/** A phone call: find who calls, type the lines, place; all from the keyboard. */
export function EntryPage({ distributor, outletId }: Props) {
  const t = useWords(words)
  const [, go] = useLocation()
  if (outletId) return <Call key={outletId} distributor={distributor} outletId={outletId} />
  return (
    <div className="mx-auto max-w-3xl space-y-4">
      <PageHead title={t.entry} />
      <PickCaller distributor={distributor} pick={(id) => go(`/entry/${id}`)} />
    </div>
  )
}

function Call({ distributor, outletId }: { distributor: string; outletId: string }) {
  const t = useWords(words)
  const [, go] = useLocation()
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
  })
  const known = outlet.data
  return (
    <div className="space-y-4">
      <PageHead
        title={known?.name ?? t.entry}
        lead={
          known && (
            <>
              {known.code} · {known.city}, {known.address}
              {known.buyers.map((buyer) => (
                <span key={buyer.personId} className="block">
                  {buyer.name}{' '}
                  <a
                    href={`tel:${buyer.phone}`}
                    className="inline-flex min-h-11 md:min-h-8 items-center text-accent"
                  >
                    {phoneText(buyer.phone)}
                  </a>
                </span>
              ))}
            </>
          )
        }
      >
        <Link
          href={`/o/${outletId}`}
          className="inline-flex min-h-11 items-center px-2 text-accent hover:underline"
        >
          {t.card}
        </Link>
        <Button onClick={() => go('/entry')}>{t.otherOutlet}</Button>
      </PageHead>
      {outlet.error ? (
        <Failed error={outlet.error} retry={outlet.refetch} />
      ) : (
        <EntryDesk distributor={distributor} outletId={outletId} next={() => go('/entry')} />
      )}
    </div>
  )
}
