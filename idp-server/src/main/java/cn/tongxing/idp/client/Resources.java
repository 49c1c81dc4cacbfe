package cn.tongxing.idp.client;

import java.util.Optional;

/** The registered resources, cached in memory for at most five seconds after a change elsewhere. */
public interface Resources {

  /** A resource by its name, compared byte by byte; no query when cached. */
  Optional<Resource> find(String uri);
}
