package cn.tongxing.adapter.spi;

import java.security.SecureRandom;
import java.time.InstantSource;

/** What the host lends to an adapter. Safe for concurrent use. */
public interface AdapterServices {

  /** HTTP to the hosts of {@code egress} only, with the host's time-outs, without redirects. */
  UpstreamHttp http();

  /** The server's clock. */
  InstantSource clock();

  /** The server's source of randomness. */
  SecureRandom random();
}
