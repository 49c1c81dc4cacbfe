package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.client.ClientRegister;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.platform.page.HomePage.Application;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.session.EndOfVisit;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The identity provider's own start page. Reads, and changes nothing; but whoever left a machine
 * without a word is signed out there before the next one begins.
 */
@Controller
final class HomeController {

  private final Sessions sessions;
  private final Profiles profiles;
  private final Kiosks kiosks;
  private final ClientRegister clients;
  private final EndOfVisit visits;

  HomeController(
      Sessions sessions,
      Profiles profiles,
      Kiosks kiosks,
      ClientRegister clients,
      EndOfVisit visits) {
    this.sessions = sessions;
    this.profiles = profiles;
    this.kiosks = kiosks;
    this.clients = clients;
    this.visits = visits;
  }

  @GetMapping("/")
  @Nullable ModelAndView home(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    if (visits.isDue(request)
        && visits.goesThrough(Kiosks.at(request).orElseThrow(), request, response)) {
      return null;
    }
    Optional<String> account =
        OwnCookie.SESSION
            .of(request)
            .flatMap(sessions::find)
            .flatMap(session -> profiles.find(session.person(), Set.of(PersonProfile.Part.NAME)))
            .map(HomeController::shown);
    List<Application> offered = Kiosks.at(request).isEmpty() ? List.of() : offered(locale);
    return new ModelAndView("home", "page", new HomePage(account, Endpoints.LOGOUT, offered));
  }

  /** Nobody brought an application along to a machine: it has to be pressed there. */
  private List<Application> offered(Locale locale) {
    List<String> chosen = kiosks.applications();
    return clients.all().stream()
        .filter(each -> each.enabled() && each.signsPersonsIn() && each.home().isPresent())
        .filter(each -> chosen.isEmpty() || chosen.contains(each.id().value()))
        .sorted(Comparator.comparingInt(each -> chosen.indexOf(each.id().value())))
        .map(each ->
            new Application(
                each.name().in(locale), each.department().in(locale), each.home().orElseThrow()))
        .toList();
  }

  private static String shown(PersonProfile person) {
    return person.name().map(PersonName::masked).orElse("*");
  }
}
