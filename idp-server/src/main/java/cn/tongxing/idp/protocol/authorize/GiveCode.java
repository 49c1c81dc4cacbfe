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
 * An authorization that waited for a person is answered with one code at a time, however often its
 * page is: a browser follows the last of its clicks only, so that all of them lead to the same
 * place. A code that the application did not take within half its life is replaced.
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
   * To one that did. Who comes first is settled before anything is minted; who comes later mints
   * the same code, so that one whose first comer died is none that stands for nothing.
   *
   * @return empty where the code is at the application already, which took a second redemption for
   *     a theft; or where somebody else signed in here meanwhile
   */
  Optional<String> once(Interaction interaction, PendingCode pending) {
    String session = pending.authorization().session().orElseThrow().id().toString();
    GrantToken code = codes.draw();
    Given own = new Given(session, code.reveal());
    if (given.isFirst(interaction.id(), own)) {
      codes.mint(code, pending);
      return Optional.of(code.reveal());
    }
    return standing(interaction, session)
        .flatMap(each -> isYoung(each) ? Optional.of(each) : renewed(interaction, each, own))
        .flatMap(each -> codes.drawn(each.code()))
        .map(each -> {
          codes.mint(each, pending);
          return each.reveal();
        });
  }

  /** What was given to this session and is not at the application. */
  private Optional<Given> standing(Interaction interaction, String session) {
    return given
        .find(interaction.id())
        .filter(each -> each.session().equals(session))
        .filter(each -> !grants.isSpent(each.code()));
  }

  private boolean isYoung(Given each) {
    return codes.drawn(each.code()).filter(codes::isYoung).isPresent();
  }

  /**
   * The application did not take it in time. It is taken back before there is another, so that two
   * are not to be redeemed side by side.
   */
  private Optional<Given> renewed(Interaction interaction, Given old, Given next) {
    codes.drawn(old.code()).ifPresent(codes::takeBack);
    given.replace(interaction.id(), old, next);
    return standing(interaction, old.session());
  }
}
