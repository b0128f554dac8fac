//! Each tag of the generated crate is a feature here, too: cargo hands on none by itself.

#[test]
fn each_tag_can_be_had_alone() {
    let own = include_str!("../Cargo.toml");
    let generated = include_str!("../generated/Cargo.toml");
    let mut tags = 0;
    for api in ["onepanel", "oneprovider", "onezone"] {
        let names = generated.lines().filter_map(|line| line.split_once(" = ["));
        let of_api = |name: &&str| {
            name.strip_prefix(api)
                .is_some_and(|rest| rest.starts_with('-'))
        };
        for tag in names.map(|(name, _)| name).filter(of_api) {
            let line = format!("{tag} = [\"onedata-api/{tag}\", \"{api}-part\"]");
            assert!(
                own.lines().any(|own| own == line),
                "Cargo.toml lacks: {line}"
            );
            tags += 1;
        }
    }
    assert!(tags > 0);
}
