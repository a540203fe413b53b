import { Redirect, Route, Router, Switch } from 'wouter'
import { DocumentsPage } from '../debts/DocumentsPage.tsx'
import { useWords } from '../kit/language.ts'
import { CartPage } from '../order/CartPage.tsx'
import { CataloguePage } from '../order/CataloguePage.tsx'
import { ProductPage } from '../order/ProductPage.tsx'
import { OrderPage } from '../orders/OrderPage.tsx'
import { OrdersPage } from '../orders/OrdersPage.tsx'
import { OutletFrame } from '../outlets/OutletFrame.tsx'
import { OutletPage } from '../outlets/OutletPage.tsx'
import { MePage } from '../signin/MePage.tsx'
import { can, Gate } from '../signin/me.tsx'
import { CollectPage } from './CollectPage.tsx'
import { CovenantPage } from './CovenantPage.tsx'
import { CounterPage } from './counter/CounterPage.tsx'
import { CounterSession } from './counter/CounterSession.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { FieldMapPage } from './FieldMapPage.tsx'
import { words } from './field-words.ts'
import { NoticesPage } from './NoticesPage.tsx'
import { OvernightPage } from './OvernightPage.tsx'
import { PlanPage } from './PlanPage.tsx'
import { RoutePage } from './RoutePage.tsx'

/** The agent's screens: /field/CODE/… and an outlet's at /field/CODE/o/OUTLET/… */
export function FieldScreen() {
  return (
    <Router base="/field">
      <Switch>
        <Route path="/:code" nest>
          {({ code }) => <Field code={code} />}
        </Route>
        <Route>
          <Field code={null} />
        </Route>
      </Switch>
    </Router>
  )
}

function Field({ code }: { code: string | null }) {
  const t = useWords(words)
  const ways = [
    { href: '/notices', name: t.notices },
    { href: '/overnight', name: t.overnight },
  ]
  return (
    <Gate code={code} screen="field">
      {({ tenant }) =>
        code !== tenant.code ? (
          <Redirect to={code ? `~/field/${tenant.code}` : `/${tenant.code}`} />
        ) : (
          <FieldFrame>
            <Switch>
              {!can(tenant, 'field.read') && (
                <Route path={/^\/(?!counter|me(\/|$))/}>
                  <Redirect to="/counter" />
                </Route>
              )}
              <Route path="/map">
                <FieldMapPage distributor={tenant.code} />
              </Route>
              <Route path="/collect">
                <CollectPage distributor={tenant.code} />
              </Route>
              <Route path="/plan">
                <PlanPage distributor={tenant.code} />
              </Route>
              <Route path="/counter">
                <CounterPage distributor={tenant.code} />
              </Route>
              <Route path="/counter/:counterId">
                {({ counterId }) => (
                  <CounterSession distributor={tenant.code} counterId={counterId} />
                )}
              </Route>
              <Route path="/covenant">
                <CovenantPage distributor={tenant.code} />
              </Route>
              <Route path="/overnight">
                <OvernightPage distributor={tenant.code} />
              </Route>
              <Route path="/notices">
                <NoticesPage distributor={tenant.code} />
              </Route>
              <Route path="/me">
                <MePage />
              </Route>
              <Route path="/orders/:orderId">
                <OrderPage distributor={tenant.code} back={ways} />
              </Route>
              <Route path="/o/:outletId" nest>
                {({ outletId }) => <OutletScreens distributor={tenant.code} outletId={outletId} />}
              </Route>
              <Route>
                <RoutePage distributor={tenant.code} />
              </Route>
            </Switch>
          </FieldFrame>
        )
      }
    </Gate>
  )
}

function OutletScreens({ distributor, outletId }: { distributor: string; outletId: string }) {
  return (
    <OutletFrame distributor={distributor} outletId={outletId}>
      <Switch>
        <Route path="/">
          <OutletPage distributor={distributor} outletId={outletId} />
        </Route>
        <Route path="/catalogue">
          <CataloguePage distributor={distributor} outletId={outletId} />
        </Route>
        <Route path="/product/:productId">
          <ProductPage distributor={distributor} outletId={outletId} />
        </Route>
        <Route path="/cart">
          <CartPage distributor={distributor} outletId={outletId} origin="visit" />
        </Route>
        <Route path="/documents">
          <DocumentsPage distributor={distributor} outletId={outletId} />
        </Route>
        <Route path="/orders">
          <OrdersPage distributor={distributor} outletId={outletId} />
        </Route>
        <Route path="/orders/:orderId">
          <OrderPage distributor={distributor} />
        </Route>
      </Switch>
    </OutletFrame>
  )
}
