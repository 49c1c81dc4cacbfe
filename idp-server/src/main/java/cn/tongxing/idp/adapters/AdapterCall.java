package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the transaction lends to one step of an adapter; becomes its {@link
 * cn.tongxing.adapter.spi.StepContext}.
 *
 * @param door action of the adapter's door that was come in by; blank for the front one
 * @param state what the adapter asked to find again; the transaction that keeps it is sealed
 * @param callbackUri holds an opaque handle
 * @param registeredCallbackUri the adapter's own, the same for everybody
 * @param callbackState 32 letters and digits
 * @param nonce 32 letters and digits, other than the state
 * @param departmentName to whom the person is going, in the language of the locale; or blank
 * @param placeName where the person is, as far as the city knows, in that language; or blank
 * @param needs why that place needs to know who it is
 * @param operators the staff who take part, authenticated; none for a citizen
 */
public record AdapterCall(
    SignInId signIn,
    String door,
    AdapterState state,
    URI callbackUri,
    URI registeredCallbackUri,
    URI notificationUri,
    String callbackState,
    String nonce,
    Locale locale,
    boolean onPhone,
    String departmentName,
    String placeName,
    Set<IdentityNeed> needs,
    List<Operator> operators,
    RequestOrigin origin) {
  public AdapterCall {
    needs = Set.copyOf(needs);
    operators = List.copyOf(operators);
  }
}
