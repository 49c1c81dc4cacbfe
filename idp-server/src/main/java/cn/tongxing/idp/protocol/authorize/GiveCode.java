package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.authorize.store.GivenCodes;
import cn.tongxing.idp.protocol.authorize.store.GivenCodes.Given;
import cn.tongxing.idp.protocol.grant.FindGrant;
import cn.tongxing.idp.protocol.grant.GrantToken;
import cn.tongxing.idp.protocol.grant.MintCode;
import cn.tongxing.idp.protocol.grant.PendingCode;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An authorization that waited for a person is answered with one code, however often its page is: a
 * browser follows the last of its clicks only, so that all of them lead to the same place.
 */
@Component
class GiveCode {

  private final MintCode codes;
  private final GivenCodes given;
  private final FindGrant grants;

  GiveCode(MintCode codes, GivenCodes given, FindGrant grants) {
    this.codes = codes;
    this.given = given;
    this.grants = grants;
  }

  /** To a request that waited for nobody: nobody can answer it again. */
  String atOnce(PendingCode pending) {
    GrantToken code = codes.draw();
    codes.mint(code, pending);
    return code.reveal();
  }

  /**
   * To one that did. Who comes first is settled before anything is minted.
   *
   * @return empty where the code is at the application already, which took a second redemption for
   *     a theft; or where somebody else signed in here meanwhile
   */
  Optional<String> once(Interaction interaction, PendingCode pending) {
    String session = pending.authorization().session().orElseThrow().id().toString();
    GrantToken code = codes.draw();
    if (given.isFirst(interaction.id(), new Given(session, code.reveal()))) {
      codes.mint(code, pending);
      return Optional.of(code.reveal());
    }
    return given
        .find(interaction.id())
        .filter(each -> each.session().equals(session))
        .map(Given::code)
        .filter(each -> !grants.isSpent(each));
  }
}
