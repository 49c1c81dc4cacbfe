package cn.tongxing.idp.proofing;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** RP-initiated logout at upstreams: where a browser ends the sessions that it has there. */
public interface UpstreamSignOuts {

  /**
   * The adapters behind these ways whose upstreams sign out too, each once.
   *
   * @param ways asked for only where there is such an upstream at all
   */
  List<String> behind(Supplier<List<String>> ways);

  /**
   * Where the browser goes; empty where the adapter cannot say now.
   *
   * @param back where the upstream sends it on: the same for everybody
   */
  Optional<URI> address(String adapter, URI back);
}
