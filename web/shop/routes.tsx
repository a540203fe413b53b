import { Redirect, Route, Router, Switch } from 'wouter'
import { CartPage } from '../order/CartPage.tsx'
import { CataloguePage } from '../order/CataloguePage.tsx'
import { HomePage } from '../order/HomePage.tsx'
import { page } from '../part.tsx'
import { Gate } from '../signin/me.tsx'
import { OutletsPage } from './OutletsPage.tsx'
import { ShopFrame } from './ShopFrame.tsx'

const DocumentsPage = page(async () => (await import('../debts/DocumentsPage.tsx')).DocumentsPage)

const ProductPage = page(async () => (await import('../order/ProductPage.tsx')).ProductPage)
const OrdersPage = page(async () => (await import('../orders/OrdersPage.tsx')).OrdersPage)
const OrderPage = page(async () => (await import('../orders/OrderPage.tsx')).OrderPage)

const MePage = page(async () => (await import('../signin/MePage.tsx')).MePage)

const DraftPage = page(async () => (await import('./DraftPage.tsx')).DraftPage)

const InvitationPage = page(async () => (await import('./InvitationPage.tsx')).InvitationPage)

/** The shop's screens: /shop/CODE/OUTLET/… */
export function ShopScreen() {
  return (
    <Router base="/shop">
      <Switch>
        <Route path="/draft/:token">{({ token }) => <DraftPage token={token} />}</Route>
        <Route path="/invitation/:token">{({ token }) => <InvitationPage token={token} />}</Route>
        <Route path="/:code/:outletId" nest>
          {({ code, outletId }) => (
            <Gate code={code} screen="shop">
              {({ tenant }) => (
                <ShopFrame distributor={tenant.code} outletId={outletId}>
                  <Switch>
                    <Route path="/">
                      <HomePage distributor={tenant.code} outletId={outletId} />
                    </Route>
                    <Route path="/catalogue">
                      <CataloguePage distributor={tenant.code} outletId={outletId} />
                    </Route>
                    <Route path="/product/:productId">
                      <ProductPage distributor={tenant.code} outletId={outletId} />
                    </Route>
                    <Route path="/cart">
                      <CartPage distributor={tenant.code} outletId={outletId} />
                    </Route>
                    <Route path="/documents">
                      <DocumentsPage distributor={tenant.code} outletId={outletId} />
                    </Route>
                    <Route path="/orders">
                      <OrdersPage distributor={tenant.code} outletId={outletId} />
                    </Route>
                    <Route path="/orders/:orderId">
                      <OrderPage distributor={tenant.code} />
                    </Route>
                    <Route path="/me">
                      <MePage />
                    </Route>
                    <Route>
                      <Redirect to="/" />
                    </Route>
                  </Switch>
                </ShopFrame>
              )}
            </Gate>
          )}
        </Route>
        <Route>
          <Gate code={null} screen="shop">
            {() => <OutletsPage />}
          </Gate>
        </Route>
      </Switch>
    </Router>
  )
}
