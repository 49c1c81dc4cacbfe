package cn.tongxing.idp.proofing;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** RP-initiated logout at upstreams: where a browser ends the sessions that it has there. */
public interface UpstreamSignOuts {

  /** The adapters behind these ways whose upstreams sign out too, each once. */
  List<String> behind(Collection<String> ways);

  /**
   * Where the browser goes; empty where the adapter cannot say now.
   *
   * @param back where the upstream sends it on: the same for everybody
   */
  Optional<URI> address(String adapter, URI back);
}
