import { type Application, byEnvironment, Redis, Size, WebService } from 'roadbed';
import { image } from './image.ts';

/** The shop: ten services behind a frontend, and a store for the carts. */
export function boutique(shop: Application): { readonly frontend: WebService } {
  const carts = new Redis(shop, 'redis-cart', {});
  const cart = new WebService(shop, 'cartservice', {
    image: image('cartservice'),
    port: 7070,
    protocol: 'grpc',
    cpuMillicores: 200,
    // The cart service takes the connection string of its client library; in production the store wants TLS and a password.
    env: byEnvironment({
      dev: { REDIS_ADDR: carts.address },
      prod: { REDIS_ADDR: `${carts.address},ssl=true,password=${carts.password}` },
    }),
  });

  const catalog = new WebService(shop, 'productcatalogservice', {
    image: image('productcatalogservice'),
    port: 3550,
    protocol: 'grpc',
    env: { PORT: '3550', DISABLE_PROFILER: '1' },
  });
  const currency = new WebService(shop, 'currencyservice', {
    image: image('currencyservice'),
    port: 7000,
    protocol: 'grpc',
    env: { PORT: '7000', DISABLE_PROFILER: '1' },
  });
  const shipping = new WebService(shop, 'shippingservice', {
    image: image('shippingservice'),
    port: 50051,
    protocol: 'grpc',
    env: { PORT: '50051', DISABLE_PROFILER: '1' },
  });
  const payment = new WebService(shop, 'paymentservice', {
    image: image('paymentservice'),
    port: 50051,
    protocol: 'grpc',
    env: { PORT: '50051', DISABLE_PROFILER: '1' },
  });
  const email = new WebService(shop, 'emailservice', {
    image: image('emailservice'),
    port: 8080,
    servicePort: 5000,
    protocol: 'grpc',
    env: { PORT: '8080', DISABLE_PROFILER: '1' },
  });
  const ads = new WebService(shop, 'adservice', {
    image: image('adservice'),
    port: 9555,
    protocol: 'grpc',
    cpuMillicores: 200,
    memory: Size.mebibytes(300),
    env: { PORT: '9555' },
  });
  const recommendations = new WebService(shop, 'recommendationservice', {
    image: image('recommendationservice'),
    port: 8080,
    protocol: 'grpc',
    memory: Size.mebibytes(450),
    env: { PORT: '8080', DISABLE_PROFILER: '1', PRODUCT_CATALOG_SERVICE_ADDR: catalog.address },
  });

  const backends = {
    PRODUCT_CATALOG_SERVICE_ADDR: catalog.address,
    CURRENCY_SERVICE_ADDR: currency.address,
    CART_SERVICE_ADDR: cart.address,
    SHIPPING_SERVICE_ADDR: shipping.address,
  };
  const checkout = new WebService(shop, 'checkoutservice', {
    image: image('checkoutservice'),
    port: 5050,
    protocol: 'grpc',
    env: { ...backends, PORT: '5050', PAYMENT_SERVICE_ADDR: payment.address, EMAIL_SERVICE_ADDR: email.address },
  });
  const frontend = new WebService(shop, 'frontend', {
    image: image('frontend'),
    port: 8080,
    servicePort: 80,
    host: byEnvironment({ dev: 'dev.boutique.example', prod: 'boutique.example' }),
    probe: { path: '/_healthz', headers: { Cookie: 'shop_session-id=x-probe' } },
    env: {
      ...backends,
      PORT: '8080',
      ENABLE_PROFILER: '0',
      RECOMMENDATION_SERVICE_ADDR: recommendations.address,
      CHECKOUT_SERVICE_ADDR: checkout.address,
      AD_SERVICE_ADDR: ads.address,
      // The frontend does not start without it. The assistant is optional and not in this shop.
      SHOPPING_ASSISTANT_SERVICE_ADDR: 'shoppingassistantservice:80',
    },
  });
  return { frontend };
}
