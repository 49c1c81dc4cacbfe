package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.List;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code citizen allow-link}. */
@Command(
    name = "allow-link",
    mixinStandardHelpOptions = true,
    description = {
      "Lets upstream accounts be linked again whose link the person had ended, for whoever "
          + "cannot do it at /me/credentials. Links nothing itself: the next proof by one does.",
      "Two operators answer for it."
    })
final class AllowLinkCommand extends PersonCommand {

  @Mixin private final TwoOperators eyes = new TwoOperators();

  @Override
  void check() {
    eyes.approval(reason());
  }

  @Override
  Standings.Reason operator() {
    return eyes.operator();
  }

  @Override
  int act(ApplicationContext server, PersonId one, Standings.Reason why) {
    List<String> ways =
        server.getBean(LinkedWays.class).allow(one, eyes.approval(why), RequestOrigin.SERVER);
    String whose = whose(server, one);
    return ways.isEmpty()
        ? say(0, "No link of this person was ended: " + whose)
        : say(0, "May be linked again, " + String.join(", ", ways) + ": " + whose);
  }
}
