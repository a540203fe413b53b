import { Menu } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Dialog } from '../kit/Dialog.tsx'
import { useWords } from '../kit/language.ts'
import { IconButton } from '../kit/Parts.tsx'
import { words } from './frame-words.ts'
import { isHere, type Place } from './places.ts'

type Props = {
  /** Whose desk it is. */
  head: string
  /** Who sits at it, with the way to his own page. */
  foot: Place
  groups: Place[][]
  children: ReactNode
}

/** The frame of the office: its sections at the side of a desk, behind a button on a phone. */
export function DeskFrame({ head, foot, groups, children }: Props) {
  const t = useWords(words)
  const [address] = useLocation()
  const [open, setOpen] = useState(false)
  const here = [...groups.flat(), foot].find((place) => isHere(address, place))
  const sections = (
    <Sections groups={[...groups, [foot]]} address={address} chosen={() => setOpen(false)} />
  )
  return (
    <div className="desk min-h-dvh">
      <a href="#content" className="skip">
        {t.skip}
      </a>
      <div className="desk-side">
        <Brand head={head} />
        <nav aria-label={t.menu} className="flex grow flex-col">
          {sections}
        </nav>
      </div>
      <header className="sticky top-0 z-10 flex min-h-14 items-center gap-2 border-b border-line bg-card px-2 lg:hidden">
        <IconButton label={t.menu} onClick={() => setOpen(true)}>
          <Menu size={22} aria-hidden />
        </IconButton>
        <p className="min-w-0">
          <span className="block truncate font-semibold">{here?.name ?? head}</span>
          <span className="block truncate text-xs text-faint">{head}</span>
        </p>
      </header>
      <Dialog open={open} close={() => setOpen(false)} title={head} closeLabel={t.close}>
        <nav aria-label={t.menu}>{sections}</nav>
      </Dialog>
      <main id="content" tabIndex={-1} className="mx-auto max-w-[1600px] p-4 lg:px-6">
        {children}
      </main>
    </div>
  )
}

const Brand = ({ head }: { head: string }) => (
  <p className="px-5 pt-4 pb-3">
    <span className="block text-lg font-bold tracking-tight text-accent">Tandem</span>
    <span className="block truncate text-sm text-soft">{head}</span>
  </p>
)

type SectionsProps = { groups: Place[][]; address: string; chosen: () => void }

function Sections({ groups, address, chosen }: SectionsProps) {
  return groups
    .filter((group) => group.length > 0)
    .map((group) => (
      <ul key={group[0]?.href} className="border-t border-line px-2 py-2 last:mt-auto">
        {group.map((place) => (
          <li key={place.href}>
            <Section place={place} here={isHere(address, place)} chosen={chosen} />
          </li>
        ))}
      </ul>
    ))
}

type SectionProps = { place: Place; here: boolean; chosen: () => void }

const Section = ({ place: { href, name, icon: Icon, count }, here, chosen }: SectionProps) => (
  <Link
    href={href}
    onClick={chosen}
    aria-current={here ? 'page' : undefined}
    className={`flex min-h-11 items-center gap-3 rounded-control px-3 text-sm ${here ? 'bg-accent-pale font-semibold text-accent-deep' : 'text-soft hover:bg-ground hover:text-ink'}`}
  >
    <Icon size={19} aria-hidden className="shrink-0" />
    <span className="min-w-0 truncate">{name}</span>
    {count !== undefined && count > 0 && (
      <span className="figure ml-auto rounded-full bg-bad px-2 py-0.5 text-xs font-semibold text-white">
        {count}
      </span>
    )}
  </Link>
)
