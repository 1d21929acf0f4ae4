use super::state::read_hours;
use contract::staff::AgreeHours;
use domain::ids::ReasonId;

#[test]
fn hours_are_a_number_of_a_week_and_fewer_than_usual_have_a_category() {
    let health = || ReasonId::new("sante").ok();
    assert_eq!(read_hours("", None), Err("desk.hours.bad"));
    assert_eq!(read_hours("huit", health()), Err("desk.hours.bad"));
    assert_eq!(read_hours("36", health()), Err("desk.hours.bad"));
    assert_eq!(read_hours("8", None), Err("error.hours.refused"));
    assert_eq!(read_hours(" 8 ", health()), Ok(AgreeHours { weekly_hours: 8, reason: health() }));
    assert_eq!(read_hours("15", None), Ok(AgreeHours { weekly_hours: 15, reason: None }));
}
