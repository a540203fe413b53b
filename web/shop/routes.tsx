import { lazy, Suspense } from 'react'
import { Redirect, Route, Router, Switch } from 'wouter'
import { Skeleton } from '../kit/Parts.tsx'
import { CartPage } from '../order/CartPage.tsx'
import { CataloguePage } from '../order/CataloguePage.tsx'
import { HomePage } from '../order/HomePage.tsx'
import { ProductPage } from '../order/ProductPage.tsx'
import { OrdersPage } from '../orders/OrdersPage.tsx'
import { Gate } from '../signin/me.tsx'
import { OutletsPage } from './OutletsPage.tsx'
import { ShopFrame } from './ShopFrame.tsx'

const DocumentsPage = lazy(async () => ({
  default: (await import('../debts/DocumentsPage.tsx')).DocumentsPage,
}))

const OrderPage = lazy(async () => ({
  default: (await import('../orders/OrderPage.tsx')).OrderPage,
}))

const MePage = lazy(async () => ({ default: (await import('../signin/MePage.tsx')).MePage }))

const DraftPage = lazy(async () => ({ default: (await import('./DraftPage.tsx')).DraftPage }))

const InvitationPage = lazy(async () => ({
  default: (await import('./InvitationPage.tsx')).InvitationPage,
}))

/** The shop's screens: /shop/CODE/OUTLET/… */
export function ShopScreen() {
  return (
    <Router base="/shop">
      <Switch>
        <Route path="/draft/:token">
          {({ token }) => (
            <Suspense fallback={null}>
              <DraftPage token={token} />
            </Suspense>
          )}
        </Route>
        <Route path="/invitation/:token">
          {({ token }) => (
            <Suspense fallback={null}>
              <InvitationPage token={token} />
            </Suspense>
          )}
        </Route>
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
                      <Suspense fallback={<Skeleton rows={4} />}>
                        <DocumentsPage distributor={tenant.code} outletId={outletId} />
                      </Suspense>
                    </Route>
                    <Route path="/orders">
                      <OrdersPage distributor={tenant.code} outletId={outletId} />
                    </Route>
                    <Route path="/orders/:orderId">
                      <Suspense fallback={<Skeleton rows={4} />}>
                        <OrderPage distributor={tenant.code} />
                      </Suspense>
                    </Route>
                    <Route path="/me">
                      <Suspense fallback={<Skeleton rows={4} />}>
                        <MePage />
                      </Suspense>
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
