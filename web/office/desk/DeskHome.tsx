import { AsidePage } from './AsidePage.tsx'
import { ContactCap } from './ContactCap.tsx'
import { DeskPage } from './DeskPage.tsx'
import { useDeskView } from './DeskViews.tsx'
import { ScriptsPage } from './ScriptsPage.tsx'

/** The desk: its queue, who is set aside, what is said, how often a shop is spoken with. */
export function DeskHome({ distributor }: { distributor: string }) {
  const { view } = useDeskView()
  if (view === 'aside') return <AsidePage distributor={distributor} />
  if (view === 'rules') return <ContactCap distributor={distributor} />
  if (view === 'scripts') return <ScriptsPage distributor={distributor} />
  return <DeskPage distributor={distributor} />
}
