import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { call } from '../call.ts'
import { useWords } from '../kit/language.ts'
import { useCart } from '../order/cart.ts'
import { words as orderWords } from '../order/order-page-words.ts'

type Props = { distributor: string; outletId: string; children: ReactNode }

/** The head of an outlet's screens: its name and the way between card, catalogue, cart, orders. */
export function OutletFrame({ distributor, outletId, children }: Props) {
  const t = useWords(orderWords)
  const { cart } = useCart(outletId)
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
    staleTime: 300_000,
  })
  const links = [
    { href: '/', name: t.home },
    { href: '/catalogue', name: t.catalogue },
    { href: '/cart', name: `${t.cart} ${cart.lines.length || ''}` },
    { href: '/orders', name: t.orders },
    { href: '/documents', name: t.documents },
  ]
  return (
    <div className="space-y-4">
      <div>
        <h1 className="text-xl font-bold">{outlet.data?.name ?? '…'}</h1>
        <p className="text-sm text-soft">
          {outlet.data && `${outlet.data.city}, ${outlet.data.address} · ${outlet.data.code}`}
        </p>
      </div>
      <nav
        className="flex gap-1 overflow-x-auto border-b border-line"
        aria-label={outlet.data?.name}
      >
        {links.map(({ href, name }) => (
          <Link
            key={href}
            href={href}
            className={(active) =>
              `inline-flex min-h-11 items-center px-3 text-sm whitespace-nowrap ${active ? 'border-b-2 border-accent font-semibold text-accent' : 'text-soft'}`
            }
          >
            {name}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  )
}
