import { ArrowLeft } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { Link, useRouter } from 'wouter'
import { useTitle } from '../kit/title.ts'

export type Back = { href: string; name: string }
type Props = {
  title: string
  lead?: ReactNode
  /** Where it leads back; of several the page one came from, else the first. */
  back?: Back | Back[]
  /** What can be done here. */
  children?: ReactNode
}

/** A page's name, the way back, and what can be done; the name is the tab's name, too. */
export function PageHead({ title, lead, back, children }: Props) {
  useTitle(title)
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        {back && <BackLink ways={[back].flat()} />}
        <h1
          className={`text-xl font-bold text-balance ${children && !lead ? 'flex min-h-11 items-center' : ''}`}
        >
          {title}
        </h1>
        {lead && <div className="text-sm text-soft">{lead}</div>}
      </div>
      {children && <div className="no-print flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  )
}

/** The way back: to the page as it was left, filters and place and all, when it was the last one. */
function BackLink({ ways }: { ways: Back[] }) {
  const { base } = useRouter()
  const last = ways.find(({ href }) => cameFrom(`${base}${href}`))
  const shown = last ?? ways[0]
  if (!shown) return null
  const { href, name } = shown
  const goBack = (event: MouseEvent) => {
    if (!last) return
    event.preventDefault()
    history.back()
  }
  return (
    <Link
      href={href}
      onClick={goBack}
      className="no-print -ml-1 inline-flex min-h-11 items-center gap-1 pr-2 text-sm text-accent hover:underline"
    >
      <ArrowLeft size={18} aria-hidden />
      {name}
    </Link>
  )
}

function cameFrom(address: string): boolean {
  const { navigation } = window
  const at = navigation?.currentEntry?.index ?? 0
  const before = navigation?.entries()[at - 1]?.url
  const bare = (path: string) => path.replace(/\/$/, '')
  return Boolean(before) && bare(new URL(before ?? '').pathname) === bare(address)
}
