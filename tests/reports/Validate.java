import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Asks veraPDF whether files are PDF/A-2a and PDF/UA-1: one line each, with the clauses broken. */
public class Validate {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var flavours = new PDFAFlavour[] {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1};
        for (var path : paths) {
            for (var flavour : flavours) {
                var foundry = Foundries.defaultInstance();
                try (var parser = foundry.createParser(new FileInputStream(path), flavour);
                        var validator = foundry.createValidator(flavour, true)) {
                    var result = validator.validate(parser);
                    var broken = new TreeSet<String>();
                    for (var one : result.getTestAssertions()) {
                        if (one.getStatus() == TestAssertion.Status.FAILED) {
                            broken.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber());
                        }
                    }
                    System.out.println(path + "\t" + flavour + "\t"
                        + (result.isCompliant() ? "compliant" : broken.toString()));
                }
            }
        }
    }
}
