package cn.tongxing.parking;

import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application of {@code docs/integrating/README.md}: a Spring Boot application that knows
 * nothing of this project. Runs in a process of its own, with none of our jars.
 */
@SpringBootApplication
@RestController
public class ParkingApp {

  public static void main(String[] arguments) {
    SpringApplication.run(ParkingApp.class, arguments);
  }

  @Bean
  SecurityFilterChain pages(HttpSecurity http, ClientRegistrationRepository clients) {
    var atTongxing = new OidcClientInitiatedLogoutSuccessHandler(clients);
    atTongxing.setPostLogoutRedirectUri("{baseUrl}/");
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2Login(withDefaults())
        .logout(logout -> logout.logoutSuccessHandler(atTongxing)) // here, then there
        .oidcLogout(logout -> logout.backChannel(withDefaults())) // there, then here
        .build();
  }

  @GetMapping("/")
  String hello(@AuthenticationPrincipal OidcUser user, CsrfToken form) {
    String account = user.getSubject(); // stable, of your sector alone: key of your records
    String name = user.getUserInfo().getFullName(); // scope profile
    String identity = user.getUserInfo().getClaim("identity_assurance"); // p1 to p5, scope realname
    String level = user.getIdToken().getAuthenticationContextClass(); // urn:tongxing:acr:p2:a1
    Number since =
        user.getUserInfo().getClaim("reverified_at"); // rarely there: the account changed hands
    return String.join(" ", account, name, identity, level, form.getToken(), "" + since);
  }
}
