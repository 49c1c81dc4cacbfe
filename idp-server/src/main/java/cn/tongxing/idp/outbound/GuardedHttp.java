package cn.tongxing.idp.outbound;

/**
 * The server's HTTP client. Never follows a redirect, keeps no cookie, unpacks nothing, tries once.
 * Safe for concurrent use; blocks its caller at most for the request's {@link
 * OutboundRequest#limit()}, name service and a slow body included.
 */
@FunctionalInterface
public interface GuardedHttp {

  /** Sends one request and waits for its answer, whatever its status. */
  OutboundAnswer send(OutboundRequest request);
}
