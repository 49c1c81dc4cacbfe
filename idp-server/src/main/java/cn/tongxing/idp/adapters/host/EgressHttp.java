package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.UpstreamHttp;
import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * HTTP of one adapter: the guarded way out, and of what that allows only the adapter's own list of
 * hosts.
 */
final class EgressHttp implements UpstreamHttp {

  private final HostList egress;
  private final GuardedHttp outbound;
  private final InstantSource clock;

  EgressHttp(HostList egress, GuardedHttp outbound, InstantSource clock) {
    this.egress = egress;
    this.outbound = outbound;
    this.clock = clock;
  }

  /** How it went is counted for the step in which it was sent, whatever the adapter makes of it. */
  @Override
  public Response send(Request request, Instant deadline) throws IOException {
    try {
      Response answer = exchange(request, deadline);
      StepCalls.ofThisStep().ifPresent(StepCalls::answered);
      return answer;
    } catch (IOException e) {
      StepCalls.ofThisStep().ifPresent(calls -> calls.failed(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private Response exchange(Request request, Instant deadline) throws IOException {
    if (!egress.allows(request.uri())) {
      throw new IOException("not on the egress list: " + request.uri().getAuthority());
    }
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new IOException("no time left before " + request);
    }
    var asked =
        new OutboundRequest(
            request.method(),
            request.uri(),
            request.headers(),
            request.body(),
            left,
            request.maxBytes());
    return switch (outbound.send(asked)) {
      case Received answer -> new Response(answer.status(), answer.headers(), answer.body());
      case Failed failed ->
          throw new IOException(
              failed.failure().code() + " (" + failed.explanation() + "): " + request);
    };
  }
}
