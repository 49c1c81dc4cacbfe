package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.idp.adapters.AdapterCall;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The view of a call that an adapter gets: no address, no person, no relying party. */
record CallContext(AdapterCall call, Instant deadline) implements StepContext {

  @Override
  public String transaction() {
    return call.signIn().toString().replace("-", "");
  }

  @Override
  public AdapterState state() {
    return call.state();
  }

  @Override
  public URI callbackUri() {
    return call.callbackUri();
  }

  @Override
  public URI registeredCallbackUri() {
    return call.registeredCallbackUri();
  }

  @Override
  public URI notificationUri() {
    return call.notificationUri();
  }

  @Override
  public String callbackState() {
    return call.callbackState();
  }

  @Override
  public String nonce() {
    return call.nonce();
  }

  @Override
  public Locale locale() {
    return call.locale();
  }

  @Override
  public boolean onPhone() {
    return call.onPhone();
  }

  @Override
  public String departmentName() {
    return call.departmentName();
  }

  @Override
  public String placeName() {
    return call.placeName();
  }

  @Override
  public Set<IdentityNeed> needs() {
    return call.needs();
  }

  @Override
  public List<Operator> operators() {
    return call.operators();
  }

  @Override
  public String userAgent() {
    return call.origin().userAgent();
  }

  @Override
  public String toString() {
    return "CallContext[" + call.signIn() + "]";
  }
}
