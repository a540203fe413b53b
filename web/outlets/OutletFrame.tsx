import { useQuery } from '@tanstack/react-query'
import { Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation, useRoute } from 'wouter'
import { call } from '../call.ts'
import { isHere } from '../frame/places.ts'
import { useWords } from '../kit/language.ts'
import { phoneText } from '../kit/phone-text.ts'
import { useCart } from '../order/cart.ts'
import { words as orderWords } from '../order/order-page-words.ts'
import { Glance } from './Glance.tsx'
import { words } from './outlet-words.ts'
import { placeText } from './place-text.ts'

type Props = { distributor: string; outletId: string; children: ReactNode }

/** The head of an outlet's screens: whose it is, what matters now, and the way between its pages. */
export function OutletFrame({ distributor, outletId, children }: Props) {
  const t = useWords(orderWords)
  const { cart } = useCart(outletId)
  const [address] = useLocation()
  const outlet = useQuery({
    queryKey: ['outlet', distributor, outletId],
    queryFn: () => call.outlets.get({ distributor, outletId }),
    staleTime: 300_000,
  })
  const links = [
    { href: '/', name: t.card },
    { href: '/catalogue', name: t.catalogue, under: ['/product'] },
    { href: '/cart', name: `${t.cart} ${cart.lines.length || ''}` },
    { href: '/orders', name: t.orders },
    { href: '/documents', name: t.documents },
  ]
  return (
    <div className="space-y-4">
      <div className="no-print space-y-1">
        <div className="flex items-center justify-between gap-3">
          <Name outlet={outlet.data} gone={outlet.isError} />
          <Call buyer={outlet.data?.buyers[0]} />
        </div>
        {outlet.data && <Glance distributor={distributor} outletId={outletId} />}
      </div>
      <nav
        className="no-print -mx-4 flex gap-1 overflow-x-auto border-b border-line px-4"
        aria-label={outlet.data?.name ?? t.outlet}
      >
        {links.map((link) => (
          <Link
            key={link.href}
            href={link.href}
            className={`inline-flex min-h-11 min-w-11 shrink-0 items-center justify-center px-1.5 text-xs whitespace-nowrap sm:px-3 sm:text-sm ${isHere(address, link) ? 'border-b-2 border-accent font-semibold text-accent' : 'text-soft'}`}
          >
            {link.name}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  )
}

type Outlet = Awaited<ReturnType<typeof call.outlets.get>>

/** On the outlet's own page its name is the page's heading; on the others it says where one is. */
function Name({ outlet, gone }: { outlet: Outlet | undefined; gone: boolean }) {
  const t = useWords(orderWords)
  const [atHome] = useRoute('/')
  const Heading = atHome ? 'h1' : 'p'
  return (
    <div className="min-w-0">
      <Heading className="text-xl font-bold">{outlet?.name ?? (gone ? t.outlet : '…')}</Heading>
      <p className="text-sm text-soft">
        {outlet && `${placeText(outlet.city, outlet.address)} · ${outlet.code}`}
      </p>
    </div>
  )
}

/** Whoever orders here, one tap away. */
function Call({ buyer }: { buyer: Outlet['buyers'][number] | undefined }) {
  const t = useWords(words)
  if (!buyer?.phone) return null
  return (
    <a
      href={`tel:${buyer.phone}`}
      aria-label={`${t.call}: ${buyer.name}, ${buyer.phone}`}
      className="inline-flex min-h-11 min-w-11 shrink-0 items-center justify-center gap-2 rounded-control border border-line bg-card px-3 font-medium text-accent hover:border-accent"
    >
      <Phone size={18} aria-hidden />
      <span className="hidden sm:inline">{phoneText(buyer.phone)}</span>
    </a>
  )
}
